using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// Makes commits last, apart from the thread that makes them: while one sync of the log is under way, the next batch is run and committed;
/// one sync serves all that were committed before it began. A thread that has nothing to commit meanwhile syncs by itself. The log is a
/// sequence, so that a commit that lasts means that every earlier one does.
/// </summary>
internal sealed class CommitLog : IDisposable
{
    private readonly Action _sync;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly ManualResetEventSlim _room = new(true);
    private readonly List<(long Batch, TaskCompletionSource Lasts)> _readers = [];
    private List<(long Batch, Action<StorageUnavailableException?> Synced)> _waiting = [];
    private StorageUnavailableException? _failure;
    private long _begun;
    private long _ended;
    private bool _syncs;
    private bool _closed;

    /// <param name="sync">Makes everything last that was committed before the call. What it throws ends the log: after a failed sync nobody knows what the disk holds.</param>
    public CommitLog(Action sync)
    {
        _sync = sync;
        _thread = new Thread(Run) { IsBackground = true, Name = "Storage log" };
        _thread.Start();
    }

    /// <summary>Why nothing can be made to last any more; null while all is well.</summary>
    public StorageUnavailableException? Failure => Volatile.Read(ref _failure);

    /// <summary>Says that a batch is about to be committed: from now on others may read what does not last yet. One at a time.</summary>
    public void Begin() => Interlocked.Increment(ref _begun);

    /// <summary>Says that the batch was taken back.</summary>
    public void TakeBack() => WhenSynced(static _ => { });

    /// <summary>
    /// Calls back when the batch lasts. Waits while an earlier one waits too, so that batches grow instead of their number.
    /// </summary>
    /// <param name="synced">Is given why it may not last; runs on the log's thread, or before this returns.</param>
    /// <param name="hasTime">True when nothing else is to be committed: if the log rests, it is synced here, which saves waking its thread.</param>
    public void WhenSynced(Action<StorageUnavailableException?> synced, bool hasTime = false)
    {
        if (hasTime && Rests)
        {
            Sync();
            synced(_failure);
            TellReaders(_begun);
            return;
        }

        _room.Wait();
        lock (_gate)
        {
            _waiting.Add((_begun, synced));
            _room.Reset();
        }

        _signal.Set();
    }

    /// <summary>Completes when everything lasts that can have been read before the call.</summary>
    /// <returns>The task; it fails when that may not be so.</returns>
    public Task WhenReadLastsAsync()
    {
        var batch = Volatile.Read(ref _begun);
        if (Volatile.Read(ref _ended) >= batch)
            return Answer();
        lock (_gate)
        {
            if (_ended >= batch)
                return Answer();
            var lasts = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _readers.Add((batch, lasts));
            return lasts.Task;
        }
    }

    /// <summary>Syncs what waits and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
            _closed = true;
        _signal.Set();
        _thread.Join();
        _signal.Dispose();
        _room.Dispose();
    }

    // Only who commits gives the thread something to do, and asks here: what rests goes on resting until then.
    private bool Rests
    {
        get
        {
            lock (_gate)
                return !_syncs && _waiting.Count == 0;
        }
    }

    private Task Answer() => Failure is { } failure ? Task.FromException(failure) : Task.CompletedTask;

    private void Run()
    {
        List<(long Batch, Action<StorageUnavailableException?> Synced)> syncing = [];
        while (true)
        {
            bool closed;
            lock (_gate)
            {
                (_waiting, syncing) = (syncing, _waiting);
                closed = _closed;
                _syncs = syncing.Count > 0;
                _room.Set();
            }

            if (syncing.Count == 0)
            {
                if (closed)
                    return;
                _signal.WaitOne();
                continue;
            }

            Sync();
            foreach (var (_, synced) in syncing)
                synced(_failure);
            TellReaders(syncing[^1].Batch);
            syncing.Clear();
        }
    }

    private void Sync()
    {
        if (_failure is not null)
            return;
        try
        {
            _sync();
        }
        // Whatever it is: the kernel may have dropped what it could not write, and a second sync would not say so.
        catch (Exception failure)
        {
            Volatile.Write(ref _failure, new StorageUnavailableException($"The log could not be synced to disk ({failure.Message}). Nothing is taken any more until the bot is started again.", failure));
        }
    }

    private void TellReaders(long batch)
    {
        lock (_gate)
        {
            Volatile.Write(ref _ended, batch);
            _readers.RemoveAll(reader =>
            {
                if (reader.Batch > batch)
                    return false;
                if (_failure is null)
                    reader.Lasts.SetResult();
                else
                    reader.Lasts.SetException(_failure);
                return true;
            });
        }
    }
}
