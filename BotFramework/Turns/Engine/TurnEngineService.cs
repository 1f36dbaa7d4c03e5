using Microsoft.Extensions.Hosting;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Starts the engine with what the last process left behind, and stops it without losing its place.</summary>
internal sealed class TurnEngineService(
    WorkSweeper sweeper, TurnScheduler scheduler, OutboxSender outbox, TimerScheduler timers, IPartitionOwnership ownership, EngineReadiness readiness)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _timers = Task.CompletedTask;
    private Task _sweeps = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await sweeper.StartAsync().ConfigureAwait(false);
        _timers = timers.RunAsync(_stopping.Token);
        _sweeps = sweeper.RunAsync(_stopping.Token);
        readiness.IsOpen = true;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the server waits for its last requests: nothing more is taken, and other nodes go on with what waits.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.IsOpen = false;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await ownership.LetGoAsync().ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StoppingAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(_timers, _sweeps).ConfigureAwait(false);
        await scheduler.DrainAsync(cancellationToken).ConfigureAwait(false);
        await outbox.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
