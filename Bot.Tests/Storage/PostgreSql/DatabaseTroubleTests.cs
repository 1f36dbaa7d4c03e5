using AssistantBot.Benchmarks.Outages;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Storage.PostgreSql;

/// <summary>A server that stops or hangs under the engine, or whose network swallows everything.</summary>
[Collection(PostgresServer.Collection)]
public sealed class DatabaseTroubleTests(PostgresServer server) : IAsyncLifetime
{
    private const int Messages = 10;
    private readonly ScriptedSender _sender = new();
    private EngineHost _host = null!;

    private BlackHoleProxy _network = null!;

    public async Task InitializeAsync()
    {
        _network = BlackHoleProxy.Before(server.EndPoint);
        await server.EmptyDatabaseAsync("trouble");
        var settings = new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = $"Host=127.0.0.1;Port={_network.Port};Database=trouble;Username=assistantbot",
            ["Turns:RetryDelay"] = "00:00:00.001",
            ["Turns:AcceptTimeout"] = "00:00:01.500",
        };
        _host = await EngineHost.StartAsync(
            services => services.AddPostgreSqlStorage(), settings,
            (turn, cancellation) => turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: cancellation),
            services => services.AddSingleton<IChannelSender>(_sender));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public Task Server_StoppedAndStartedAgain_RefusesMeanwhileAndLosesNothing() => SurviveAsync(server.StopAsync, server.StartAgainAsync);

    [Fact]
    public Task Server_HangsAndGoesOn_RefusesMeanwhileAndLosesNothing() => SurviveAsync(server.FreezeAsync, server.ThawAsync);

    [Fact]
    public Task Network_SwallowsEverythingAndComesBack_RefusesMeanwhileAndLosesNothing() => SurviveAsync(
        () =>
        {
            _network.Swallow();
            return Task.CompletedTask;
        },
        () =>
        {
            _network.Forward();
            return Task.CompletedTask;
        });

    private async Task SurviveAsync(Func<Task> disturb, Func<Task> repair)
    {
        var ownership = _host.Get<IPartitionOwnership>();
        for (var i = 0; i < Messages; i++)
            await AcceptAsync(EngineHost.Message($"before {i}", $"b{i}", $"c{i}"));
        await disturb();
        try
        {
            var refused = await Assert.ThrowsAsync<TurnRejectedException>(() => _host.AcceptAsync(EngineHost.Message("meanwhile", "m", "c0"))).WaitAsync(Patience.Generous);
            Assert.True(refused.RetryAfter > TimeSpan.Zero);
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            using var deadline = new CancellationTokenSource(Patience.Generous);
            while (ownership.IsAvailable)
                await ticks.WaitForNextTickAsync(deadline.Token);
        }
        finally
        {
            await repair();
        }

        await AcceptAsync(EngineHost.Message("meanwhile", "m", "c0"));
        using (var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50)))
        {
            using var deadline = new CancellationTokenSource(Patience.Generous);
            while (!ownership.IsAvailable || _sender.Delivered.Count < Messages + 1)
                await ticks.WaitForNextTickAsync(deadline.Token);
        }

        await _host.WhenIdleAsync();
        Assert.Equal(["> echo before 0", "> echo meanwhile"], (await _host.SaidAsync("c0")).Where(line => line[0] == '>'));
        for (var i = 1; i < Messages; i++)
            Assert.Equal([$"> echo before {i}"], (await _host.SaidAsync($"c{i}")).Where(line => line[0] == '>'));
    }

    // As a channel does: the same message again, until it is acknowledged.
    private async Task AcceptAsync(Activity activity)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = new CancellationTokenSource(Patience.Generous);
        while (await Record.ExceptionAsync(() => _host.AcceptAsync(activity)) is { } failure)
        {
            Assert.IsType<TurnRejectedException>(failure);
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}
