using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

/// <summary>Counting what the model is used for.</summary>
public abstract class ModelUsageSuite : ConformanceSuite
{
    private static readonly DateOnly Day = new(2026, 5, 4);

    [Fact]
    public async Task TryAdd_OneScopeFull_CountsNowhere()
    {
        var store = (await StartAsync(Echo)).Get<IModelUsageStore>();
        ModelUsageLimit[] both = [new("day", null, 10, 1_000), new("person:a", "a", 2, 1_000)];

        Assert.True(await store.TryAddAsync(Day, both, 1, 100, default));
        Assert.True(await store.TryAddAsync(Day, both, 1, 100, default));
        Assert.False(await store.TryAddAsync(Day, both, 1, 100, default));

        Assert.Equal(new ModelUsage(2, 200), await store.ReadAsync(Day, "day", default));
        Assert.Equal(new ModelUsage(2, 200), await store.ReadAsync(Day, "person:a", default));
        Assert.Equal(ModelUsage.None, await store.ReadAsync(Day.AddDays(1), "day", default));
    }

    [Fact]
    public async Task TryAdd_TokensWouldPass_IsRefusedUntilCorrected()
    {
        var store = (await StartAsync(Echo)).Get<IModelUsageStore>();
        ModelUsageLimit[] limit = [new("day", null, 10, 250)];

        Assert.True(await store.TryAddAsync(Day, limit, 1, 200, default));
        Assert.False(await store.TryAddAsync(Day, limit, 1, 100, default));
        await store.CorrectAsync(Day, ["day"], -150, default);
        Assert.True(await store.TryAddAsync(Day, limit, 1, 100, default));
        await store.CorrectAsync(Day, ["day"], -9_999, default);

        Assert.Equal(new ModelUsage(2, 0), await store.ReadAsync(Day, "day", default));
    }

    [Fact]
    public async Task TryAdd_ManyAtOnce_NeverPassTheLimit()
    {
        var store = (await StartAsync(Echo)).Get<IModelUsageStore>();
        ModelUsageLimit[] limit = [new("day", null, 20, 1_000_000)];

        var counted = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => store.TryAddAsync(Day, limit, 1, 1, default)));

        Assert.Equal(20, counted.Count(one => one));
        Assert.Equal(20, (await store.ReadAsync(Day, "day", default)).Calls);
    }

    [Fact]
    public async Task TryAdd_AfterARestart_StillCounts()
    {
        var first = await StartAsync(Echo);
        await first.Get<IModelUsageStore>().TryAddAsync(Day, [new("day", null, 1, 100)], 1, 1, default);
        await first.DisposeAsync();

        var store = (await StartAsync(Echo)).Get<IModelUsageStore>();

        Assert.False(await store.TryAddAsync(Day, [new("day", null, 1, 100)], 1, 1, default));
    }

    [Fact]
    public async Task TryAdd_ANewDay_SweepsDaysLongPast()
    {
        var store = (await StartAsync(Echo)).Get<IModelUsageStore>();
        await store.TryAddAsync(Day, [new("day", null, 9, 100)], 1, 1, default);

        await store.TryAddAsync(Day.AddDays(8), [new("day", null, 9, 100)], 1, 1, default);

        Assert.Equal(ModelUsage.None, await store.ReadAsync(Day, "day", default));
    }
}
