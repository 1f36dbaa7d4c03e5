using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;

namespace AssistantBot.Tests.Storage.Sql;

public sealed class SqlWriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("assistantbot-writer-").FullName;
    private readonly SemaphoreSlim _maySync = new(0);
    private readonly TaskCompletionSource<long> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        _maySync.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task WriteTogether_LogIsNotSynced_TellsThatItIsCommitted_AndCompletesAfterTheSync()
    {
        using var session = Open();
        using var writer = new SqlWriter(session, new CommitLog(() => Assert.True(_maySync.Wait(Patience))));
        var written = writer.WriteTogetherAsync(Insert, committed: _committed.SetResult);
        Assert.Equal(1, await _committed.Task.WaitAsync(Patience));
        Assert.False(written.IsCompleted);
        _maySync.Release();
        Assert.Equal(1, await written.WaitAsync(Patience));
    }

    [Fact]
    public async Task WriteTogether_UnitFails_IsNotToldThatItIsCommitted()
    {
        using var session = Open();
        using (var writer = new SqlWriter(session))
        {
            var failed = writer.WriteTogetherAsync<long>(_ => throw new InvalidOperationException("no"), committed: _committed.SetResult);
            await Assert.ThrowsAsync<InvalidOperationException>(() => failed.WaitAsync(Patience));
        }

        Assert.False(_committed.Task.IsCompleted);
    }

    [Fact]
    public async Task WriteTogether_DiskHasFailed_IsNotBegun()
    {
        using var session = Open();
        using var writer = new SqlWriter(session, new CommitLog(() => throw new IOException("EIO")));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteTogetherAsync(Insert).WaitAsync(Patience));
        var refused = writer.WriteTogetherAsync(Insert, committed: _committed.SetResult);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => refused.WaitAsync(Patience));
        Assert.False(_committed.Task.IsCompleted);
    }

    private SqliteSession Open()
    {
        SqliteLibrary.Initialize();
        var session = new SqliteSession(Path.Combine(_folder, "test.db"), readOnly: false);
        session.Execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        return session;
    }

    private static ValueTask<long> Insert(SqlSession session)
    {
        using var insert = session.Use("INSERT INTO notes (text) VALUES ('hello')");
        return new ValueTask<long>(insert.Insert() ?? 0);
    }
}
