using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Knowledge;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Storage.Sqlite;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string DatabasePath => _directory.File("data/assistantbot.db");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory")]
    [InlineData("Data Source=x.db;Mode=ReadOnly")]
    [InlineData("Data Source=x.db;Cache=Shared")]
    [InlineData("Data Source=x.db;Synchronous=Off")]
    [InlineData("Data Source=file:x.db?psow=0")]
    [InlineData("")]
    public void Open_SettingsThatKeepLess_AreRefused(string connectionString) =>
        Assert.Contains("Storage:ConnectionString", Assert.Throws<StorageSettingsException>(() => Open(connectionString)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_SecondProcess_IsRefusedAndTheFirstGoesOn()
    {
        using var first = Open();

        Assert.Contains("in use by another process", Assert.Throws<StorageSettingsException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Equal(0, first.Read(session => session.Use("SELECT 0").Run()));
    }

    [Fact]
    public void Open_WhereNothingCanBeWritten_NamesTheSettingAndThePath()
    {
        File.WriteAllText(_directory.File("file"), "");

        var failure = Assert.Throws<StorageSettingsException>(() => Open($"Data Source={_directory.File("file/x.db")}"));

        Assert.Contains("Storage:ConnectionString names", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewFile_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var database = Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabasePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabasePath + "-wal"));
    }

    [Fact]
    public async Task Open_DamagedFile_IsRefusedInOneLine()
    {
        using (var database = Open())
            await database.WriteAsync(session => session.Use("INSERT INTO versions (kind, key, version) VALUES ('a', 'b', 1)").Run());
        using (var file = new FileStream(DatabasePath, FileMode.Open))
        {
            file.Position = 4096;
            file.Write(new byte[8192]);
        }

        var failure = Assert.Throws<StorageSettingsException>(() => Open());
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Open_SomethingElse_IsRefusedAndLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.WriteAllText(DatabasePath, new string('x', 5000));

        Assert.Throws<StorageSettingsException>(() => Open());
        Assert.Equal(5000, new FileInfo(DatabasePath).Length);
    }

    [Fact]
    public void Open_LogWithoutItsFile_IsNotTakenForAnEmptyDatabase()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.WriteAllText(DatabasePath + "-wal", "newest messages");

        Assert.Contains("write-ahead log", Assert.Throws<StorageSettingsException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        using (Open())
        {
        }

        using (var session = new SqliteSession(DatabasePath, readOnly: false))
            session.Execute("PRAGMA user_version=999");

        Assert.Contains("newer", Assert.Throws<StorageSettingsException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OneUnitOfManyFails_OnlyItIsRolledBack()
    {
        using var database = Open();
        var units = Enumerable.Range(0, 50).Select(i => database.WriteAsync(session =>
        {
            using (var insert = session.Use("INSERT INTO versions (kind, key, version) VALUES ('t', ?1, 1)").Bind(1, $"{i}"))
                insert.Run();
            return i % 10 == 3 ? throw new InvalidOperationException("no") : i;
        })).ToList();

        foreach (var (unit, i) in units.Select((unit, i) => (unit, i)))
        {
            if (i % 10 == 3)
                await Assert.ThrowsAsync<InvalidOperationException>(() => unit);
            else
                Assert.Equal(i, await unit);
        }

        Assert.Equal(45, database.Read(session =>
        {
            using var count = session.Use("SELECT count(*) FROM versions");
            count.Step();
            return count.GetInt64(0);
        }));
    }

    [Fact]
    public async Task Write_DiskFull_FailsUntilThereIsRoomAndLosesNothingElse()
    {
        using var database = Open();
        var before = database.Read(session =>
        {
            using var pages = session.Use("PRAGMA page_count");
            pages.Step();
            return pages.GetInt64(0);
        });
        await database.WriteAsync(session => ((SqliteSession)session).Ask($"PRAGMA max_page_count={before + 1}"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteMuchAsync(database));
        await database.WriteAsync(session => ((SqliteSession)session).Ask("PRAGMA max_page_count=1000000"));
        Assert.Equal(1, await WriteMuchAsync(database));
    }

    [Fact]
    public async Task Secrets_AreCreatedOnceAndKept()
    {
        byte[] first;
        using (var database = Open())
        {
            var secrets = new SqlInstallationSecrets(database, TimeProvider.System);
            first = await secrets.GetOrCreateAsync("direct-line", CancellationToken.None);
            Assert.NotEqual(first, await secrets.GetOrCreateAsync("other", CancellationToken.None));
        }

        using var again = Open();
        Assert.Equal(32, first.Length);
        Assert.Equal(first, await new SqlInstallationSecrets(again, TimeProvider.System).GetOrCreateAsync("direct-line", CancellationToken.None));
    }

    private static Task<int> WriteMuchAsync(SqliteDatabase database) => database.WriteAsync(session =>
    {
        using var insert = session.Use("INSERT INTO versions (kind, key, version) VALUES ('big', ?1, 1)").Bind(1, new string('x', 100_000));
        return insert.Run();
    });

    private SqliteDatabase Open(string? connectionString = null) =>
        new(Options.Create(new StorageOptions { ConnectionString = connectionString ?? $"Data Source={DatabasePath}" }));
}
