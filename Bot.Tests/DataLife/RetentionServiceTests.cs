using System.Diagnostics;
using AssistantBot.Bot.DataLife;
using AssistantBot.Bot.Health;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.DataLife;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.DataLife;

/// <summary>The hourly sweep.</summary>
public sealed class RetentionServiceTests
{
    [Fact]
    public async Task Sweep_ThatFailsForAnyReason_IsTriedAgainAtTheNextTick()
    {
        var clock = new ManualTimeProvider();
        var retention = new FailingRetention();
        using var machine = new MachineWatch(new NoDisk(), new EngineReadiness(), Options.Create(new HealthOptions()), clock, NullLogger<MachineWatch>.Instance);
        using var service = new RetentionService(retention, machine, Options.Create(new RetentionOptions()), clock, NullLogger<RetentionService>.Instance);
        await service.StartAsync(CancellationToken.None);

        // The service begins on a thread of its own, so the first ticks may come before it listens.
        var begun = Stopwatch.GetTimestamp();
        while (retention.Sweeps < 2)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "It does not sweep again.");
            clock.Advance(new RetentionOptions().Interval);
            await Task.Yield();
        }

        await service.StopAsync(CancellationToken.None);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed class FailingRetention : IRetention
    {
        private int _sweeps;

        public int Sweeps => Volatile.Read(ref _sweeps);

        public Task<RetentionCount> SweepAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sweeps);
            throw new InvalidOperationException("A row that cannot be read.");
        }
    }

    private sealed class NoDisk : IDiskSpace
    {
        public double? FreeShare() => null;
    }
}
