using System.Diagnostics;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// The only one that writes: a thread of its own that takes everything waiting, runs it, and commits it together with one sync to disk.
/// A unit's task completes after that. Where the log is synced apart from the commit (<see cref="CommitLog"/>), the next batch is run
/// meanwhile. A unit may be run again when its transaction could not commit, so it changes nothing but the database.
/// </summary>
internal sealed class SqlWriter : IDisposable
{
    private const int MaxBatch = 1024;
    private const int MaxRuns = 3;

    private readonly SqlSession _session;
    private readonly CommitLog? _log;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private List<Unit> _done = [];
    private List<Unit> _queue = [];
    private bool _closed;

    /// <param name="session">The session that writes.</param>
    /// <param name="log">Makes commits last; null when a commit of the session does so by itself.</param>
    public SqlWriter(SqlSession session, CommitLog? log = null)
    {
        (_session, _log) = (session, log);
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
    public Task<T> WriteAsync<T>(Func<SqlSession, T> write, ConversationKey? conversation = null, TimeSpan? patience = null) =>
        Add(new Unit<T>(session => new ValueTask<T>(write(session))), conversation, patience);

    /// <summary>
    /// Runs a unit within the next group commit, interleaved with others like it: it says what it asks, awaits
    /// <see cref="SqlSession.Answered"/>, writes, and awaits <see cref="SqlSession.Written"/>.
    /// </summary>
    /// <param name="write">The unit.</param>
    /// <param name="conversation">What it is about.</param>
    /// <param name="patience">After this time it is not begun any more.</param>
    /// <param name="committed">
    /// Is given the result once it is committed, which may be before it lasts: whatever is committed after it lasts only if it does. Runs on the
    /// writer's thread, so it hands on and does not throw.
    /// </param>
    /// <inheritdoc cref="WriteAsync"/>
    public Task<T> WriteTogetherAsync<T>(
        Func<SqlSession, ValueTask<T>> write, ConversationKey? conversation = null, TimeSpan? patience = null, Action<T>? committed = null) =>
        Add(new Unit<T>(write, committed) { IsInterleaved = true }, conversation, patience);

    private Task<T> Add<T>(Unit<T> unit, ConversationKey? conversation, TimeSpan? patience)
    {
        unit.Order = _session.IsShared ? conversation?.ToString() : null;
        unit.Expires = patience is { } time ? Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
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
        _log?.Dispose();
    }

    private void Run()
    {
        var batch = new List<Unit>();
        while (true)
        {
            bool closed;
            lock (_gate)
            {
                if (batch.Count == 0)
                {
                    (_queue, batch) = (batch, _queue);
                }
                else
                {
                    batch.AddRange(_queue);
                    _queue.Clear();
                }

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
            if (_log?.Failure is { } failure)
                Fail(batch, 0, batch.Count, failure);
            var later = _session.IsShared ? Arrange(ref batch) : [];
            for (var start = 0; start < batch.Count; start += MaxBatch)
                Commit(batch, start, Math.Min(start + MaxBatch, batch.Count));
            batch.Clear();
            batch.AddRange(later);
        }
    }

    private static void Drop(List<Unit> batch)
    {
        var now = Stopwatch.GetTimestamp();
        if (!batch.Exists(unit => unit.Expires < now))
            return;
        foreach (var late in batch.Where(unit => unit.Expires < now))
            late.Fail(new StorageUnavailableException("The database did not take it in time."));
        batch.RemoveAll(unit => unit.Expires < now);
    }

    // Those that run by themselves first, then the interleaved in the order of their conversations; a second one of a conversation comes later.
    private static List<Unit> Arrange(ref List<Unit> batch)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var later = batch.FindAll(unit => unit is { IsInterleaved: true, Order: { } order } && !seen.Add(order));
        if (later.Count > 0)
            batch.RemoveAll(later.ToHashSet().Contains);
        batch = [.. batch.OrderBy(unit => unit.IsInterleaved).ThenBy(unit => unit.Order, StringComparer.Ordinal)];
        return later;
    }

    private void Commit(List<Unit> batch, int start, int end)
    {
        for (var run = 1; ; run++)
        {
            _done.Clear();
            try
            {
                var together = run == 1 && _session.TriesWithoutMarks;
                _session.Begin(together);
                if (!together)
                {
                    for (var i = start; i < end; i++)
                    {
                        if (!batch[i].Task.IsCompleted)
                            RunMarked(batch[i]);
                    }
                }
                else
                {
                    RunTogether(batch, start, end);
                }

                CommitRun();
                break;
            }
            catch (CommitUnknownException unknown)
            {
                // Whether or not it is on disk, everyone tries again, which does nothing twice. What it has claimed by itself, and nobody
                // here knows of, is free again with the next session.
                _session.Node.BeginAnew();
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

        _session.CompleteWritten();
        foreach (var unit in _done)
            unit.TellCommitted();
        if (_log is null)
        {
            Complete(_done, null);
            return;
        }

        var done = _done;
        _done = [];
        _log.WhenSynced(failure => Complete(done, failure), hasTime: done.Count == 1 && !HasQueue());
    }

    private bool HasQueue()
    {
        lock (_gate)
            return _queue.Count > 0;
    }

    private void CommitRun()
    {
        _log?.Begin();
        try
        {
            _session.Commit();
        }
        catch
        {
            _log?.TakeBack();
            throw;
        }
    }

    private static void Complete(List<Unit> done, StorageUnavailableException? failure)
    {
        foreach (var unit in done)
        {
            if (failure is null)
                unit.Complete();
            else
                unit.Fail(failure);
        }
    }

    // Each unit up to its first question, then all questions in one round trip, and so on; the last writes travel with the commit.
    private void RunTogether(List<Unit> batch, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (batch[i].Task.IsCompleted)
                continue;
            batch[i].Begin(_session);
            batch[i].ThrowIfFailed();
            _done.Add(batch[i]);
        }

        while (_session.HasQuestions)
        {
            _session.Answer();
            foreach (var unit in _done)
                unit.ThrowIfFailed();
        }
    }

    private void RunMarked(Unit unit)
    {
        _session.Mark();
        try
        {
            unit.Begin(_session);
            while (_session.HasQuestions)
                _session.Answer();
            unit.ThrowIfFailed();
            _session.Release();
            _session.CompleteWritten();
            unit.ThrowIfFailed();
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

    private static void Fail(List<Unit> batch, int start, int end, Exception failure)
    {
        for (var i = start; i < end; i++)
            batch[i].Fail(failure);
    }

    private abstract class Unit
    {
        public bool IsInterleaved { get; init; }

        public string? Order { get; set; }

        public long Expires { get; set; }

        public abstract Task Task { get; }

        /// <summary>Runs it up to its first question.</summary>
        public abstract void Begin(SqlSession session);

        public abstract void ThrowIfFailed();

        public abstract void TellCommitted();

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Unit<T>(Func<SqlSession, ValueTask<T>> write, Action<T>? committed = null) : Unit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task<T> _run = null!;

        public Task<T> Result => _completion.Task;

        public override Task Task => _completion.Task;

        public override void Begin(SqlSession session) => _run = write(session).AsTask();

        public override void ThrowIfFailed()
        {
            if (_run.IsFaulted)
                _run.GetAwaiter().GetResult();
        }

        public override void TellCommitted()
        {
            if (_run.IsCompletedSuccessfully)
                committed?.Invoke(_run.Result);
        }

        public override void Complete()
        {
            try
            {
                _completion.TrySetResult(_run.GetAwaiter().GetResult());
            }
            // The unit is on disk; what its answer makes fail is for the one who waits for it.
            catch (Exception failure)
            {
                _completion.TrySetException(failure);
            }
        }

        public override void Fail(Exception failure) => _completion.TrySetException(failure);
    }
}
