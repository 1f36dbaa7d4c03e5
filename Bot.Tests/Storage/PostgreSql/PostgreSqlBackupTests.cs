using AssistantBot.Bot.Cli;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Storage.PostgreSql;

/// <summary>A dump taken while people write, and what a bot does that is started on what was restored from it.</summary>
[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlBackupTests(PostgresServer server)
{
    private readonly string _name = $"backup{Guid.NewGuid():n}";

    [Fact]
    public async Task Dump_UnderLoad_HasEverythingThatWasAcknowledgedBefore()
    {
        var connectionString = await server.EmptyDatabaseAsync(_name);
        await using var host = await StartAsync(connectionString, new ScriptedSender());
        for (var i = 0; i < 20; i++)
            await host.AcceptAsync(EngineHost.Message($"before {i}", $"b{i}", $"c{i % 4}"));
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await host.AcceptAsync(EngineHost.Message($"during {i}", $"d{i}", $"c{i % 4}"));
        });

        await server.CopyAsync(_name, _name + "copy");

        await enough.CancelAsync();
        await load;
        await host.WhenIdleAsync();
        await using var restored = await StartAsync(server.ConnectionString(_name + "copy"), new ScriptedSender());
        await restored.WhenDrainedAsync();
        for (var c = 0; c < 4; c++)
        {
            var said = await restored.SaidAsync($"c{c}");
            Assert.Equal(5, said.Count(line => line.StartsWith("< before", StringComparison.Ordinal)));
            Assert.Equal(5, said.Count(line => line.StartsWith("> echo before", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Restore_HeldBeforeItsStart_SendsNothingUntilResumed()
    {
        var connectionString = await server.EmptyDatabaseAsync(_name);
        var away = new ScriptedSender(_ => new SendOutcome(SendOutcomeKind.Retry) { RetryAfter = TimeSpan.FromHours(1) });
        await using (var host = await StartAsync(connectionString, away))
        {
            await host.AcceptAsync(EngineHost.Message("hello", "m1"));
            while (away.Attempts.IsEmpty)
                await Task.Yield();
            await server.CopyAsync(_name, _name + "copy");
        }

        var copy = server.ConnectionString(_name + "copy");
        Assert.Equal(0, await RunAsync(copy, "data", "hold"));
        var sender = new ScriptedSender();
        await using (var restored = await StartAsync(copy, sender))
        {
            await restored.WhenIdleAsync();
            Assert.Contains("data resume", Assert.Single(await restored.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None)).Reason, StringComparison.Ordinal);
            // What people write now is answered as ever.
            await restored.AcceptAsync(EngineHost.Message("again", "m2"));
            await restored.WhenDrainedAsync();
            Assert.Equal(["echo again"], sender.Texts);
        }

        Assert.Equal(0, await RunAsync(copy, "data", "resume"));
        await using var resumed = await StartAsync(copy, sender);
        await resumed.WhenDrainedAsync();
        Assert.Equal(["echo again", "echo hello"], sender.Texts);
    }

    private static Task<int> RunAsync(string connectionString, params string[] args) => CommandLine.RunAsync(
        args,
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = connectionString })
            .Build(),
        TextWriter.Null,
        CancellationToken.None);

    private static Task<EngineHost> StartAsync(string connectionString, ScriptedSender sender) => EngineHost.StartAsync(
        services => services.AddPostgreSqlStorage(),
        new Dictionary<string, string?> { ["Storage:ConnectionString"] = connectionString },
        (turn, stop) => turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: stop),
        services => services.AddSingleton<IChannelSender>(sender));
}
