using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Starts the engine with what the last process left behind, and stops it without losing its place.</summary>
internal sealed partial class TurnEngineService(
    ITurnStore turns, IOutboxStore outboxStore, TurnScheduler scheduler, OutboxSender outbox, TimerScheduler timers, EngineReadiness readiness,
    IOptions<TurnEngineOptions> options, TimeProvider time, ILogger<TurnEngineService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _timers = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var unfinished = await turns.RecoverAsync().ConfigureAwait(false);
        var unsent = await outboxStore.RecoverAsync().ConfigureAwait(false);
        if (unfinished.Waiting.Count + unsent.Count > 0)
            LogRecovered(unfinished.Waiting.Count, unsent.Count);
        await RunSuspectsAsync(unfinished.Suspects).ConfigureAwait(false);
        foreach (var conversation in unsent)
            outbox.Wake(conversation);
        foreach (var conversation in unfinished.Waiting)
            scheduler.StartPending(conversation);
        _timers = timers.RunAsync(_stopping.Token);
        readiness.IsOpen = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        readiness.IsOpen = false;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _timers.ConfigureAwait(false);
        await scheduler.DrainAsync(cancellationToken).ConfigureAwait(false);
        await outbox.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    // Before anything else runs: whichever of them ends the process again has nobody beside it to share the blame.
    private async Task RunSuspectsAsync(IReadOnlyList<long> suspects)
    {
        var started = time.GetTimestamp();
        foreach (var conversation in suspects)
        {
            var left = options.Value.SuspectTime - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return;
            LogSuspect(conversation);
            try
            {
                await scheduler.RunAloneAsync(conversation).WaitAsync(left, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process ended twice during a turn of conversation {ConversationId}; it is run alone now.")]
    private partial void LogSuspect(long conversationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Going on with {Turns} conversations that have unfinished turns and {Sends} that have unsent activities.")]
    private partial void LogRecovered(int turns, int sends);
}
