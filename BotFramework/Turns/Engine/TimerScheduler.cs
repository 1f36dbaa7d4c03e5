using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Turns due timers into inbox rows.</summary>
internal sealed partial class TimerScheduler(ITimerStore timers, TurnScheduler scheduler, IOptions<TurnEngineOptions> options, TimeProvider time, ILogger<TimerScheduler> logger)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(options.Value.TimerInterval, time);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stopping).ConfigureAwait(false);
                }
                // Whatever it is: without this loop no timer would fire again until the next start.
                catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
                {
                    LogSweepFailed(failure);
                }
            }
            while (await ticks.WaitForNextTickAsync(stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Fires what is due now.</summary>
    public async Task SweepAsync(CancellationToken stopping)
    {
        while (await timers.AnyDueAsync(stopping).ConfigureAwait(false))
        {
            foreach (var turn in await timers.FireDueAsync(Batch).ConfigureAwait(false))
                scheduler.Start(turn);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due timers cannot be read or written yet.")]
    private partial void LogSweepFailed(Exception failure);
}
