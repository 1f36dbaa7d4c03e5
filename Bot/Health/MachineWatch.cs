using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Health;

/// <summary>
/// Looks at disk and clock. A disk that is nearly full stops what comes from outside before the database is hurt, and lets it in again by
/// itself; a wall clock that jumped is remembered until the next start, because what goes by its time may have gone wrong.
/// </summary>
internal sealed partial class MachineWatch(
    IDiskSpace disk, EngineReadiness readiness, IOptions<HealthOptions> options, TimeProvider time, ILogger<MachineWatch> logger) : BackgroundService
{
    private readonly HealthOptions _options = options.Value;
    private DateTimeOffset _lastWall = time.GetUtcNow();
    private long _lastSteady = time.GetTimestamp();

    /// <summary>Share of the disk that is free, or null.</summary>
    public double? DiskFree { get; private set; }

    /// <summary>How far the wall clock has jumped, forward or back; zero when it has not.</summary>
    public TimeSpan ClockJump { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(_options.Interval, time);
        try
        {
            do
            {
                Look();
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        DiskFree = disk.FreeShare();
        var refuses = DiskFree < _options.DiskRefusal;
        if (refuses != readiness.Refusal is not null)
        {
            readiness.Refusal = refuses ? "The disk is nearly full." : null;
            LogDisk(refuses ? "refuses" : "accepts", DiskFree ?? 1);
        }

        var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
        var jump = wall - _lastWall - time.GetElapsedTime(_lastSteady, steady);
        (_lastWall, _lastSteady) = (wall, steady);
        if (jump.Duration() <= _options.ClockTolerance)
            return;
        ClockJump += jump;
        LogClock(jump);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bot {What} messages from now on: {Free:P0} of the disk is free.")]
    private partial void LogDisk(string what, double free);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The wall clock jumped by {Jump}.")]
    private partial void LogClock(TimeSpan jump);
}
