using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;

namespace AssistantBot.Tests.Storage.Sql;

public sealed class CommitLogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _syncs = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);
    private int _count;

    public void Dispose()
    {
        _syncs.Dispose();
        _mayEnd.Dispose();
    }

    [Fact]
    public async Task WhenSynced_SyncGoesOn_IsCalledBackAfterItsEnd()
    {
        using var log = new CommitLog(SlowSync);
        var told = Commit(log);
        Assert.True(await _syncs.WaitAsync(Patience));
        Assert.False(told.IsCompleted);
        _mayEnd.Release();
        Assert.Null(await told.WaitAsync(Patience));
    }

    [Fact]
    public async Task WhenSynced_CommittedDuringASync_WaitsForAnotherOne()
    {
        using var log = new CommitLog(SlowSync);
        var first = Commit(log);
        Assert.True(await _syncs.WaitAsync(Patience));
        var second = Commit(log);
        _mayEnd.Release();
        await first.WaitAsync(Patience);
        Assert.True(await _syncs.WaitAsync(Patience));
        Assert.False(second.IsCompleted);
        _mayEnd.Release();
        await second.WaitAsync(Patience);
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task WhenSynced_ASyncFailed_ItAndEverythingAfterItIsTold_AndTheDiskIsNotAskedAgain()
    {
        using var log = new CommitLog(() =>
        {
            Interlocked.Increment(ref _count);
            throw new IOException("EIO");
        });
        Assert.Contains("EIO", (await Commit(log).WaitAsync(Patience))!.Message, StringComparison.Ordinal);
        Assert.NotNull(log.Failure);
        Assert.Same(log.Failure, await Commit(log).WaitAsync(Patience));
        Assert.Equal(1, _count);
    }

    [Fact]
    public async Task WhenSynced_CallerHasTimeAndTheLogRests_IsSyncedByTheCaller()
    {
        var syncedBy = 0;
        using var log = new CommitLog(() => syncedBy = Environment.CurrentManagedThreadId);
        var told = 0;
        log.Begin();
        var read = log.WhenReadLastsAsync();
        log.WhenSynced(failure => told = failure is null ? Environment.CurrentManagedThreadId : -1, hasTime: true);
        Assert.Equal((Environment.CurrentManagedThreadId, Environment.CurrentManagedThreadId), (syncedBy, told));
        await read.WaitAsync(Patience);
    }

    [Fact]
    public async Task WhenSynced_CallerHasTimeButASyncGoesOn_DoesNotWaitForIt()
    {
        using var log = new CommitLog(SlowSync);
        var first = Commit(log);
        Assert.True(await _syncs.WaitAsync(Patience));
        var second = Commit(log, hasTime: true);
        Assert.False(second.IsCompleted);
        _mayEnd.Release(2);
        await first.WaitAsync(Patience);
        await second.WaitAsync(Patience);
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task WhenSynced_SyncByTheCallerFails_ItAndEverythingAfterItIsTold()
    {
        using var log = new CommitLog(() => throw new IOException("EIO"));
        var first = Commit(log, hasTime: true);
        Assert.True(first.IsCompleted);
        Assert.Contains("EIO", (await first)!.Message, StringComparison.Ordinal);
        Assert.Same(log.Failure, await Commit(log, hasTime: true).WaitAsync(Patience));
        Assert.Same(log.Failure, await Commit(log).WaitAsync(Patience));
    }

    [Fact]
    public async Task WhenReadLasts_CommitIsNotSynced_WaitsForIt()
    {
        using var log = new CommitLog(SlowSync);
        Assert.True(log.WhenReadLastsAsync().IsCompletedSuccessfully);
        log.Begin();
        // Committed, perhaps, and not handed over yet: it may be read already.
        var read = log.WhenReadLastsAsync();
        log.WhenSynced(_ => { });
        Assert.True(await _syncs.WaitAsync(Patience));
        Assert.False(read.IsCompleted);
        _mayEnd.Release();
        await read.WaitAsync(Patience);
        Assert.True(log.WhenReadLastsAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhenReadLasts_CommitIsTakenBack_DoesNotWaitForEver()
    {
        _mayEnd.Release(10);
        using var log = new CommitLog(SlowSync);
        log.Begin();
        var read = log.WhenReadLastsAsync();
        log.TakeBack();
        await read.WaitAsync(Patience);
    }

    [Fact]
    public async Task WhenReadLasts_SyncFails_Fails()
    {
        using var log = new CommitLog(() =>
        {
            SlowSync();
            throw new IOException("EIO");
        });
        log.Begin();
        var read = log.WhenReadLastsAsync();
        log.WhenSynced(_ => { });
        _mayEnd.Release();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => read.WaitAsync(Patience));
        await Assert.ThrowsAsync<StorageUnavailableException>(log.WhenReadLastsAsync);
    }

    private static Task<StorageUnavailableException?> Commit(CommitLog log, bool hasTime = false)
    {
        var told = new TaskCompletionSource<StorageUnavailableException?>(TaskCreationOptions.RunContinuationsAsynchronously);
        log.Begin();
        log.WhenSynced(told.SetResult, hasTime);
        return told.Task;
    }

    private void SlowSync()
    {
        Interlocked.Increment(ref _count);
        _syncs.Release();
        Assert.True(_mayEnd.Wait(Patience));
    }
}
