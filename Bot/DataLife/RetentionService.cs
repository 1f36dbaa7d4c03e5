using AssistantBot.Bot.Health;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.DataLife;

/// <summary>Sweeps what is over its time, every <see cref="RetentionOptions.Interval"/>.</summary>
internal sealed partial class RetentionService(IRetention retention, MachineWatch machine, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(options.Value.Interval, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                // By a clock that has jumped, something might go before its time.
                if (machine.ClockJump == TimeSpan.Zero)
                    await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            LogSwept(await retention.SweepAsync(cancellationToken));
        }
        // A row that cannot be read must not end the program every hour; the next sweep tries again.
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogPostponed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention: {Count}")]
    private partial void LogSwept(RetentionCount count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Retention could not be completed and is tried again.")]
    private partial void LogPostponed(Exception failure);
}
