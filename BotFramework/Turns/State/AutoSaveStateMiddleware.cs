namespace AssistantBot.BotFramework.Turns.State;

/// <summary>Saves states after the turn. A turn that throws saves nothing.</summary>
public sealed class AutoSaveStateMiddleware : IMiddleware
{
    private readonly BotState[] _states;

    /// <summary>Creates the middleware.</summary>
    public AutoSaveStateMiddleware(params BotState[] botStates)
    {
        ArgumentNullException.ThrowIfNull(botStates);
        _states = botStates;
    }

    /// <inheritdoc/>
    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(next);
        await next(cancellationToken).ConfigureAwait(false);
        foreach (var state in _states)
            await state.SaveChangesAsync(turnContext, force: false, cancellationToken).ConfigureAwait(false);
    }
}
