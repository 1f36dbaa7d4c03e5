using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>The log that is written once a commit, beside a reader that uses SQLite's own files.</summary>
public sealed class SqliteCommitFilesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly SqliteSession _writing;
    private readonly SqliteSession _reading;

    public SqliteCommitFilesTests()
    {
        SqliteLibrary.Initialize();
        _writing = new SqliteSession(Database, readOnly: false, SqliteCommitFiles.Name);
        _writing.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL, again INTEGER NOT NULL)");
        _reading = new SqliteSession(Database, readOnly: true);
    }

    private string Database => _folder.File("notes.db");

    public void Dispose()
    {
        _reading.Dispose();
        _writing.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Commit_OfAnySize_IsSeenByOthersAtOnce()
    {
        for (var size = 1; size <= 4096; size *= 4)
        {
            _writing.Execute("BEGIN IMMEDIATE");
            Add(size);
            var before = Count(_reading);
            _writing.Execute("COMMIT");
            Assert.Equal(before + size, Count(_reading));
        }
    }

    // A small cache spills pages into the log before the commit and writes them again, in the middle of what is there.
    [Fact]
    public void Commit_PagesSpilledAndTakenBackBefore_LeavesWhatSqliteItselfWould()
    {
        _writing.Execute("PRAGMA cache_size=10");
        for (var round = 0; round < 30; round++)
        {
            _writing.Execute("BEGIN IMMEDIATE");
            Add(200);
            _writing.Execute("UPDATE notes SET again = again + 1; SAVEPOINT unit");
            Add(300);
            _writing.Execute("DELETE FROM notes WHERE id % 3 = 0; ROLLBACK TO unit; RELEASE unit; UPDATE notes SET text = text || '.' WHERE id % 5 = 0");
            var kept = round % 3 != 2;
            var before = Count(_reading);
            _writing.Execute(kept ? "COMMIT" : "ROLLBACK");
            Assert.Equal(before + (kept ? 200 : 0), Count(_reading));
            if (round % 10 == 9)
                Assert.Equal("0", _writing.Ask("PRAGMA wal_checkpoint(TRUNCATE)"));
        }

        Assert.Equal("ok", _reading.Ask("PRAGMA integrity_check"));
        // The first came 20 times to be counted up, and the last of them once.
        Assert.Equal("20", _reading.Ask("SELECT again FROM notes ORDER BY id LIMIT 1"));
        Assert.Equal("1", _reading.Ask("SELECT again FROM notes ORDER BY id DESC LIMIT 1"));
    }

    [Fact]
    public void Commit_ProcessEndsAfterIt_IsInTheFiles()
    {
        _writing.Execute("BEGIN IMMEDIATE");
        Add(500);
        _writing.Execute("COMMIT; BEGIN IMMEDIATE");
        Add(500);

        foreach (var file in new[] { "notes.db", "notes.db-wal" })
            File.Copy(_folder.File(file), _folder.File($"copy-{file}"));
        using var copy = new SqliteSession(_folder.File("copy-notes.db"), readOnly: false);

        Assert.Equal(500, Count(copy));
        Assert.Equal("ok", copy.Ask("PRAGMA integrity_check"));
        _writing.Execute("ROLLBACK");
    }

    [Fact]
    public void Commit_AnotherConnectionWroteMeanwhile_IsContinuedAfterIt()
    {
        _writing.Execute("BEGIN IMMEDIATE");
        Add(10);
        _writing.Execute("COMMIT");
        using (var second = new SqliteSession(Database, readOnly: false, SqliteCommitFiles.Name))
            second.Execute("INSERT INTO notes (text, again) VALUES ('second', 0)");
        Add(1);

        Assert.Equal(12, Count(_reading));
        Assert.Equal("ok", _reading.Ask("PRAGMA integrity_check"));
    }

    private static int Count(SqliteSession session) => int.Parse(session.Ask("SELECT count(*) FROM notes")!, System.Globalization.CultureInfo.InvariantCulture);

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using SqlStatement insert = _writing.Use("INSERT INTO notes (text, again) VALUES (?1, 0)").Bind(1, new string('x', 100 + (i % 700)));
            insert.Run();
        }
    }
}
