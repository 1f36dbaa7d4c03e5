using System.Diagnostics;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// The only one that writes: a thread of its own that takes everything waiting, runs each unit in its own savepoint, and commits them
/// together with one sync to disk. A unit's task completes after that. A unit may be run again when its transaction could not commit, so
/// it changes nothing but the database.
/// </summary>
internal sealed class SqlWriter : IDisposable
{
    private const int MaxBatch = 1024;
    private const int MaxRuns = 3;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    private readonly SqlSession _session;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly List<Unit> _done = [];
    private List<Unit> _queue = [];
    private bool _closed;

    public SqlWriter(SqlSession session)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = "Storage writer" };
        _thread.Start();
    }

    /// <summary>Runs a unit within the next group commit.</summary>
    /// <param name="write">The unit.</param>
    /// <param name="conversation">
    /// What it is about. Processes that share the database write in the order of conversations, so that none waits for another that waits for it.
    /// </param>
    /// <param name="patience">After this time it is not begun any more.</param>
    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> write, ConversationKey? conversation = null, TimeSpan? patience = null)
    {
        var unit = new Unit<T>(write)
        {
            Order = _session.IsShared ? conversation?.ToString() : null,
            Expires = patience is { } time ? Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue,
        };
        bool first;
        lock (_gate)
        {
            if (_closed)
                return Task.FromException<T>(new StorageUnavailableException("The database is closed."));
            first = _queue.Count == 0;
            _queue.Add(unit);
        }

        if (first)
            _signal.Set();
        return unit.Result;
    }

    public void Dispose()
    {
        lock (_gate)
            _closed = true;
        _signal.Set();
        _thread.Join();
        _signal.Dispose();
    }

    private void Run()
    {
        var batch = new List<Unit>();
        while (true)
        {
            bool closed;
            lock (_gate)
            {
                (_queue, batch) = (batch, _queue);
                closed = _closed;
            }

            if (batch.Count == 0)
            {
                if (closed)
                    return;
                _signal.WaitOne();
                continue;
            }

            Drop(batch);
            if (_session.IsShared)
                batch = [.. batch.OrderBy(unit => unit.Order, StringComparer.Ordinal)];
            for (var start = 0; start < batch.Count; start += MaxBatch)
                Commit(batch, start, Math.Min(start + MaxBatch, batch.Count));
            batch.Clear();
        }
    }

    private static void Drop(List<Unit> batch)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var late in batch.Where(unit => unit.Expires < now))
            late.Fail(new StorageUnavailableException("The database did not take it in time."));
        batch.RemoveAll(unit => unit.Expires < now);
    }

    private void Commit(List<Unit> batch, int start, int end)
    {
        for (var run = 1; ; run++)
        {
            _done.Clear();
            try
            {
                _session.Begin();
                var marks = run > 1 || !_session.TriesWithoutMarks;
                for (var i = start; i < end; i++)
                {
                    if (!batch[i].Task.IsCompleted)
                        RunUnit(batch[i], marks);
                }

                _session.Commit();
                break;
            }
            catch (CommitUnknownException unknown)
            {
                if (WaitForOutcome())
                    break;
                Fail(batch, start, end, new StorageUnavailableException(unknown.InnerException!.Message, unknown));
                return;
            }
            // Whatever went wrong between BEGIN and COMMIT, nothing is on disk, and everyone who waits must be told.
            catch (Exception failure)
            {
                _session.RollBack();
                if (run < MaxRuns && (_session.MayRunAgain(failure) || (run == 1 && _session.TriesWithoutMarks && !_session.IsUnavailable(failure))))
                    continue;
                Fail(batch, start, end, failure is not StorageUnavailableException && _session.IsUnavailable(failure) ? new StorageUnavailableException(failure.Message, failure) : failure);
                return;
            }
        }

        foreach (var unit in _done)
            unit.Complete();
    }

    private void RunUnit(Unit unit, bool marks)
    {
        if (!marks)
        {
            unit.Run(_session);
            _done.Add(unit);
            return;
        }

        _session.Mark();
        try
        {
            unit.Run(_session);
            _session.Release();
        }
        // One unit's failure is its own, unless the whole transaction is lost.
        catch (Exception failure)
        {
            if (!_session.InTransaction || _session.MayRunAgain(failure))
                throw;
            _session.RollBackToMark();
            if (_session.IsUnavailable(failure))
                throw;
            unit.Fail(failure);
            return;
        }

        _done.Add(unit);
    }

    // Until it is known what became of the batch, nothing else is written, and nobody is kept waiting for it.
    private bool WaitForOutcome()
    {
        while (true)
        {
            if (_session.FindOutcome() is { } written)
                return written;
            List<Unit> waiting;
            lock (_gate)
            {
                (_queue, waiting) = ([], _queue);
                if (_closed)
                    return false;
            }

            Fail(waiting, 0, waiting.Count, new StorageUnavailableException("The database cannot be reached."));
            _signal.WaitOne(AskAgain);
        }
    }

    private static void Fail(List<Unit> batch, int start, int end, Exception failure)
    {
        for (var i = start; i < end; i++)
            batch[i].Fail(failure);
    }

    private abstract class Unit
    {
        public string? Order { get; init; }

        public long Expires { get; init; }

        public abstract Task Task { get; }

        public abstract void Run(SqlSession session);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Unit<T>(Func<SqlSession, T> write) : Unit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Result => _completion.Task;

        public override Task Task => _completion.Task;

        public override void Run(SqlSession session) => _result = write(session);

        public override void Complete() => _completion.TrySetResult(_result);

        public override void Fail(Exception failure) => _completion.TrySetException(failure);
    }
}
