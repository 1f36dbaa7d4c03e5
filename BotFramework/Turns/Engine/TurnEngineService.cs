using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Starts the engine with what the last process left behind, and stops it without losing its place.</summary>
internal sealed partial class TurnEngineService(
    ITurnStore turns, IOutboxStore outboxStore, TurnScheduler scheduler, OutboxSender outbox, TimerScheduler timers, EngineReadiness readiness,
    ILogger<TurnEngineService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _timers = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var unfinished = await turns.RecoverAsync().ConfigureAwait(false);
        var unsent = await outboxStore.RecoverAsync().ConfigureAwait(false);
        if (unfinished.Count + unsent.Count > 0)
            LogRecovered(unfinished.Count, unsent.Count);
        foreach (var conversation in unsent)
            outbox.Wake(conversation);
        foreach (var conversation in unfinished)
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Going on with {Turns} conversations that have unfinished turns and {Sends} that have unsent activities.")]
    private partial void LogRecovered(int turns, int sends);
}
