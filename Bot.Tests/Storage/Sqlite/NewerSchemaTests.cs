using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage;
using AssistantBot.Storage.Migrations;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>This program over a file that a program of tomorrow has changed.</summary>
public sealed class NewerSchemaTests : IDisposable
{
    private static readonly IReadOnlyList<MigrationScript> Today = MigrationScript.Of("Sqlite");
    private static readonly int Known = Today[^1].Version;

    private static readonly MigrationScript Adds = new(Known + 10, $"""
        -- Readable from: {Known:0000}
        ALTER TABLE inbox ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';
        CREATE TABLE moods (name TEXT PRIMARY KEY) STRICT;
        """);

    private static readonly MigrationScript Breaks = new(Known + 20, "ALTER TABLE feedback RENAME TO opinions");

    private readonly TemporaryDirectory _directory = new();

    private string DatabasePath => _directory.File("bot.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SchemaThatOnlyAdds_OlderProgram_WorksWithIt()
    {
        await using (var older = await StartAsync())
        {
            await SayAsync(older, "before");
            await older.StopAsync();
        }

        Upgrade(Adds);
        await using var again = await StartAsync();
        await SayAsync(again, "after");
        Assert.Equal(["< before", "> echo before", "< after", "> echo after"], await again.SaidAsync());
    }

    [Fact]
    public async Task SchemaThatBreaks_OlderProgram_IsRefusedInOneLine()
    {
        Upgrade(Adds, Breaks);
        var failure = await Assert.ThrowsAsync<StorageSettingsException>(StartAsync);
        Assert.Contains($"schema version {Breaks.Version}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private void Upgrade(params MigrationScript[] scripts)
    {
        SqliteLibrary.Initialize();
        using var session = new SqliteSession(DatabasePath, readOnly: false);
        SqliteMigrations.Apply(session, [.. Today, .. scripts]);
    }

    private static async Task SayAsync(EngineHost host, string text)
    {
        await host.AcceptAsync(EngineHost.Message(text, text));
        await host.WhenIdleAsync();
    }

    private Task<EngineHost> StartAsync() => EngineHost.StartAsync(
        services => services.AddSqliteStorage(), new Dictionary<string, string?> { ["Storage:ConnectionString"] = $"Data Source={DatabasePath}" },
        (turn, cancellation) => turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: cancellation),
        services => services.AddSingleton<IChannelSender>(new ScriptedSender()));
}
