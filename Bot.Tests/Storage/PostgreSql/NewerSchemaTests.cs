using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage;
using AssistantBot.Storage.Migrations;
using AssistantBot.Storage.PostgreSql;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AssistantBot.Tests.Storage.PostgreSql;

/// <summary>This program over a database that a program of tomorrow has changed.</summary>
[Collection(PostgresServer.Collection)]
public sealed class NewerSchemaTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly IReadOnlyList<MigrationScript> Today = MigrationScript.Of("PostgreSql");
    private static readonly int Known = Today[^1].Version;

    private static readonly MigrationScript Adds = new(Known + 10, $"""
        -- Readable from: {Known:0000}
        ALTER TABLE inbox ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';
        ALTER TABLE outbox ADD COLUMN mood TEXT;
        CREATE TABLE moods (name TEXT PRIMARY KEY);
        """);

    private static readonly MigrationScript Breaks = new(Known + 20, "ALTER TABLE feedback RENAME TO opinions");

    private readonly string _name = $"newer{Guid.NewGuid():n}";
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await server.EmptyDatabaseAsync(_name);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SchemaThatOnlyAdds_OlderNodeRuns_GoesOnAndStartsAgain()
    {
        await using (var older = await StartAsync())
        {
            await SayAsync(older, "before");
            Upgrade(Adds);
            await SayAsync(older, "meanwhile");
            await older.StopAsync();
        }

        await using var again = await StartAsync();
        await SayAsync(again, "after");
        Assert.Equal(["< before", "> echo before", "< meanwhile", "> echo meanwhile", "< after", "> echo after"], await again.SaidAsync());
        Assert.Equal(3L, await server.ExecuteAsync(_name, "SELECT count(*) FROM inbox WHERE mood = 'calm'"));
    }

    [Fact]
    public void SchemaThatBreaks_OlderProgram_IsRefusedInOneLine()
    {
        Upgrade(Adds, Breaks);
        var failure = Assert.Throws<StorageSettingsException>(() => new PostgreSqlDatabase(Options.Create(new StorageOptions { ConnectionString = _connectionString })));
        Assert.Contains($"schema version {Breaks.Version}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task ScriptThatBreaks_OlderNodeRuns_WaitsForItsEnd()
    {
        await using var older = await StartAsync();
        Assert.Contains("Stop all", Assert.Throws<StorageSettingsException>(() => Upgrade(Adds, Breaks)).Message, StringComparison.Ordinal);
        await SayAsync(older, "unharmed");
        Assert.Equal(0L, await server.ExecuteAsync(_name, $"SELECT count(*) FROM schema_versions WHERE version > {Known}"));

        await older.StopAsync();
        Upgrade(Adds, Breaks);
        Assert.Equal(2L, await server.ExecuteAsync(_name, $"SELECT count(*) FROM schema_versions WHERE version > {Known}"));
    }

    [Fact]
    public async Task Script_StandsInTheWayOfATransaction_IsTakenBackAndTriedAgain()
    {
        new PostgreSqlDatabase(Options.Create(new StorageOptions { ConnectionString = _connectionString })).Dispose();
        await using var node = new NpgsqlConnection(_connectionString + ";Pooling=false");
        await node.OpenAsync();
        // The script changes the inbox first, and waits for the outbox; the node does it the other way round, and is not the one that gives up.
        await RunAsync(node, "SET deadlock_timeout = '1h'; BEGIN; LOCK TABLE outbox IN ROW EXCLUSIVE MODE");
        var upgrade = Task.Run(() => Upgrade(Adds));
        using var deadline = new CancellationTokenSource(Patience.Generous);
        while (await server.ExecuteAsync(_name, "SELECT count(*) FROM pg_locks WHERE relation = 'outbox'::regclass AND mode = 'AccessExclusiveLock'") is 0L)
            deadline.Token.ThrowIfCancellationRequested();
        await RunAsync(node, "LOCK TABLE inbox IN ROW EXCLUSIVE MODE; COMMIT");
        await upgrade.WaitAsync(Patience.Generous);
        Assert.Equal(1L, await server.ExecuteAsync(_name, $"SELECT count(*) FROM schema_versions WHERE version = {Adds.Version}"));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string script)
    {
#pragma warning disable CA2100 // Constants of the test.
        await using var command = new NpgsqlCommand(script, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private void Upgrade(params MigrationScript[] scripts)
    {
        using var connection = new PostgreSqlConnections(_connectionString).Open();
        PostgreSqlMigrations.Apply(connection, [.. Today, .. scripts]);
    }

    private static async Task SayAsync(EngineHost host, string text)
    {
        await host.AcceptAsync(EngineHost.Message(text, text));
        await host.WhenIdleAsync();
    }

    private Task<EngineHost> StartAsync() => EngineHost.StartAsync(
        services => services.AddPostgreSqlStorage(), new Dictionary<string, string?> { ["Storage:ConnectionString"] = _connectionString },
        (turn, cancellation) => turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: cancellation),
        services => services.AddSingleton<IChannelSender>(new ScriptedSender()));
}
