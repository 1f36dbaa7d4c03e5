using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Shows that the bot is writing while a message is handled: first after a delay, then periodically, until the turn ends. Goes past the
/// turn's handlers, so that it does not count as an answer. Not shown when another bot called.
/// </summary>
public sealed class ShowTypingMiddleware : IMiddleware
{
    private readonly TimeSpan _delay;
    private readonly TimeSpan _period;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates the middleware.</summary>
    /// <param name="delay">Milliseconds before the first indicator.</param>
    /// <param name="period">Milliseconds between indicators; channels show one for about three seconds.</param>
    /// <param name="timeProvider">Clock; null for the system's.</param>
    public ShowTypingMiddleware(int delay = 500, int period = 2000, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        _delay = TimeSpan.FromMilliseconds(delay);
        _period = TimeSpan.FromMilliseconds(period);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(next);
        if (turnContext.Activity.Type != ActivityTypes.Message || !string.IsNullOrEmpty(turnContext.TurnState.Get<TurnIdentity>()?.CallerAppId))
        {
            await next(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var turnEnded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var typing = ShowAsync(turnContext, turnEnded.Token);
        try
        {
            await next(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await turnEnded.CancelAsync().ConfigureAwait(false);
            await typing.ConfigureAwait(false);
        }
    }

    private async Task ShowAsync(ITurnContext turnContext, CancellationToken turnEnded)
    {
        try
        {
            await Task.Delay(_delay, _timeProvider, turnEnded).ConfigureAwait(false);
            using var timer = new PeriodicTimer(_period, _timeProvider);
            do
            {
                var typing = Activity.CreateTyping().ApplyConversationReference(turnContext.Activity.GetConversationReference());
                await turnContext.Adapter.SendActivitiesAsync(turnContext, [typing], turnEnded).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(turnEnded).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (turnEnded.IsCancellationRequested)
        {
            // The turn has ended.
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException or TimeoutException)
        {
            // An indicator that cannot be shown must not fail the turn.
        }
    }
}
