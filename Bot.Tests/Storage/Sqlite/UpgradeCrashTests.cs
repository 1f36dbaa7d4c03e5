using System.Globalization;
using AssistantBot.Storage;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>An upgrade that dies within any script leaves the schema before it, and the next start completes it.</summary>
public sealed class UpgradeCrashTests
{
    private const string Prefix = "AssistantBot.Storage.Migrations.Sqlite.";
    private const string Applied = "SELECT group_concat(version) FROM (SELECT version FROM schema_versions ORDER BY version)";

    private static readonly string[] Names =
        [.. typeof(SqliteDatabase).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    static UpgradeCrashTests() => SqliteLibrary.Initialize();

    public static TheoryData<string> Scripts => [.. Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Upgrade_DiesWithinAScript_TheNextStartCompletesIt(string dying)
    {
        using var directory = new TemporaryDirectory();
        var (path, copy) = (directory.File("old.db"), directory.File("new.db"));
        using (var session = new SqliteSession(path, readOnly: false))
        {
            // With hardly any cache, what is not committed reaches the files too.
            session.Execute("PRAGMA journal_mode=WAL; PRAGMA cache_size=1; PRAGMA cache_spill=1; CREATE TABLE schema_versions (version INTEGER PRIMARY KEY) STRICT;");
            foreach (var script in Names.TakeWhile(name => name != dying))
                session.Execute($"BEGIN IMMEDIATE; {Read(script)}; {Done(script)}; COMMIT;");
            session.Execute($"BEGIN IMMEDIATE; {Read(dying)}; {Done(dying)};");
            File.Copy(path, copy);
            File.Copy(path + "-wal", copy + "-wal");
        }

        using var database = new SqliteDatabase(Options.Create(new StorageOptions { ConnectionString = $"Data Source={copy}" }));

        Assert.Equal(string.Join(',', Names.Select(Version)), await AskAsync(database, Applied));
        Assert.Equal("ok", await AskAsync(database, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Upgrade_FileFromBeforeTheListOfScripts_IsBroughtToTheNewest()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("bot.db");
        using (var session = new SqliteSession(path, readOnly: false))
        {
            foreach (var script in Names.Where(name => Version(name) <= 50))
                session.Execute($"BEGIN IMMEDIATE; {Read(script)}; PRAGMA user_version={VersionOf(script)}; COMMIT;");
        }

        using var database = new SqliteDatabase(Options.Create(new StorageOptions { ConnectionString = $"Data Source={path}" }));
        Assert.Equal(string.Join(',', Names.Select(Version)), await AskAsync(database, Applied));
    }

    [Fact]
    public async Task Upgrade_LowerNumberComesLater_IsApplied()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("bot.db");
        var options = Options.Create(new StorageOptions { ConnectionString = $"Data Source={path}" });
        using (new SqliteDatabase(options))
        {
        }

        // As if the script that makes it had come after its successors.
        Run("DELETE FROM schema_versions WHERE version = 31; DROP TABLE triage_disagreements;");
        using (var database = new SqliteDatabase(options))
            Assert.Equal("1", await AskAsync(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'triage_disagreements'"));
        void Run(string script)
        {
            using var session = new SqliteSession(path, readOnly: false);
            session.Execute(script);
        }
    }

    private static Task<string?> AskAsync(SqliteDatabase database, string question) => database.ReadAsync(session => ((SqliteSession)session).Ask(question));

    private static int Version(string name) => int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture);

    private static string Done(string name) => $"{SqliteMigrations.Note(Version(name))}; PRAGMA user_version={VersionOf(name)}";

    private static string VersionOf(string name) => int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SqliteDatabase).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
