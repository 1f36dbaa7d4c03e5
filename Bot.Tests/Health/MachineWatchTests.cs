using AssistantBot.Bot.Health;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Health;

/// <summary>Silence has a reason that can be read: disk, clock, backlog, parked messages.</summary>
public sealed class MachineWatchTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ScriptedDisk _disk = new();
    private readonly SteppedClock _clock = new();
    private readonly HealthOptions _options = new();
    private EngineHost _host = null!;
    private MachineWatch _watch = null!;
    private SendOutcomeKind _outcome = SendOutcomeKind.Delivered;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync(
            services => services.AddSqliteStorage(),
            new Dictionary<string, string?> { ["Storage:ConnectionString"] = $"Data Source={_directory.File("a.db")}" },
            async (turn, cancellation) => await turn.SendActivityAsync("echo", cancellationToken: cancellation),
            services => services.AddSingleton<IChannelSender>(new ScriptedSender(_ => new SendOutcome(_outcome) { ActivityId = "r1", RetryAfter = TimeSpan.FromHours(1) })));
        _watch = new MachineWatch(_disk, _host.Get<EngineReadiness>(), Options.Create(_options), _clock, NullLogger<MachineWatch>.Instance);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose()
    {
        _watch?.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Disk_NearlyFull_RefusesWhatComesFromOutside_AndTakesItAgainByItself()
    {
        _disk.Free = 0.14;
        _watch.Look();
        Assert.Contains("14 % of the disk", (await CheckAsync(HealthStatus.Degraded)).Description, StringComparison.Ordinal);
        await _host.AcceptAsync(EngineHost.Message("1", "a1"));

        _disk.Free = 0.04;
        _watch.Look();
        var refused = await Assert.ThrowsAsync<TurnRejectedException>(() => _host.AcceptAsync(EngineHost.Message("2", "a2")));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("nearly full", (await CheckAsync(HealthStatus.Unhealthy)).Description, StringComparison.Ordinal);
        // Reading goes on, and so does what assistants do.
        Assert.NotEmpty(await _host.SaidAsync());
        await _host.Dispatcher.InvokeAsync(
            new InboundActivity(new() { Type = "invoke", Name = "x", ChannelId = "test", Conversation = new() { Id = "c1" } }, new TurnIdentity(TurnOrigin.Desk, "sophie")), CancellationToken.None);

        _disk.Free = 0.5;
        _watch.Look();
        await _host.AcceptAsync(EngineHost.Message("2", "a2"));
        await CheckAsync(HealthStatus.Healthy);
        Assert.True(_options.Interval <= TimeSpan.FromSeconds(10), "Space that has come back is noticed within ten seconds.");
    }

    [Fact]
    public async Task Commit_DiskIsFull_IsRefusedBeforeItIsAcknowledged_AndNothingAcknowledgedIsLost()
    {
        await _host.AcceptAsync(EngineHost.Message("before", "a1"));
        await _host.WhenIdleAsync();
        var database = _host.Get<SqlDatabase>();
        await database.WriteAsync(session => ((SqliteSession)session).Ask("PRAGMA max_page_count=1"));
        var acknowledged = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await _host.AcceptAsync(EngineHost.Message(new string('x', 20_000), $"full{i}", $"c{i}"));
                acknowledged.Add($"c{i}");
            }
            catch (TurnRejectedException)
            {
                break;
            }
        }

        Assert.True(acknowledged.Count < 200, "The database is full by now.");
        Assert.Equal(["< before", "> echo"], await _host.SaidAsync());
        await database.WriteAsync(session => ((SqliteSession)session).Ask("PRAGMA max_page_count=1000000"));
        await _host.AcceptAsync(EngineHost.Message("after", "a2"));
        await _host.WhenIdleAsync();
        Assert.Equal(["< before", "> echo", "< after", "> echo"], await _host.SaidAsync());
        foreach (var conversation in acknowledged)
            Assert.Equal(2, (await _host.SaidAsync(conversation)).Count);
    }

    [Fact]
    public async Task Clock_Jumps_IsSaidAndRetentionWaits()
    {
        _clock.Advance(TimeSpan.FromHours(3));
        _watch.Look();
        await CheckAsync(HealthStatus.Healthy);

        _clock.Jump(TimeSpan.FromHours(-1));
        _watch.Look();
        Assert.Equal(-3600, _watch.ClockJump.TotalSeconds, 0.5);
        Assert.Contains("jumped by -3600 s", (await CheckAsync(HealthStatus.Degraded)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outbox_OlderThanAMinuteOrParked_IsSaid()
    {
        _outcome = SendOutcomeKind.Retry;
        await _host.AcceptAsync(EngineHost.Message("1", "a1", "c1"));
        await _host.Get<TurnScheduler>().WhenIdleAsync();
        await CheckAsync(HealthStatus.Healthy);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("A reply has waited", (await CheckAsync(HealthStatus.Degraded)).Description, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(-61));
        _outcome = SendOutcomeKind.ParkConversation;
        await _host.AcceptAsync(EngineHost.Message("2", "a2", "c2"));
        await _host.Get<TurnScheduler>().WhenIdleAsync();
        var monitor = _host.Get<ITurnMonitor>();
        while ((await monitor.ReadBacklogAsync(CancellationToken.None)).Parked == 0)
            await Task.Yield();
        Assert.Contains("1 messages or conversations are parked", (await CheckAsync(HealthStatus.Degraded)).Description, StringComparison.Ordinal);
    }

    private async Task<HealthCheckResult> CheckAsync(HealthStatus expected)
    {
        var check = new EngineHealth(_host.Get<EngineReadiness>(), _host.Get<IPartitionOwnership>(), _host.Get<ITurnMonitor>(), _watch, Options.Create(_options), _clock);
        var result = await check.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(expected, result.Status);
        return result;
    }

    private sealed class ScriptedDisk : IDiskSpace
    {
        public double? Free { get; set; } = 0.5;

        public double? FreeShare() => Free;
    }

    /// <summary>The system's clock, moved; a jump moves the wall clock alone.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private TimeSpan _both;
        private TimeSpan _wall;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _both + _wall;

        public override long GetTimestamp() => System.GetTimestamp() + (long)(_both.TotalSeconds * TimestampFrequency);

        public void Advance(TimeSpan by) => _both += by;

        public void Jump(TimeSpan by) => _wall += by;
    }
}
