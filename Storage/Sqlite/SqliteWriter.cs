using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Data.Sqlite;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// The only one that writes: a thread of its own that takes everything waiting, runs each unit in its own savepoint, and commits them
/// together with one sync to disk. A unit's task completes after that.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxBatch = 1024;

    private readonly SqliteSession _session;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly List<Unit> _done = [];
    private List<Unit> _queue = [];
    private bool _closed;

    public SqliteWriter(SqliteSession session)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Runs a unit within the next group commit.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write)
    {
        var unit = new Unit<T>(write);
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
        return unit.Task;
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

            for (var start = 0; start < batch.Count; start += MaxBatch)
                Commit(batch, start, Math.Min(start + MaxBatch, batch.Count));
            batch.Clear();
        }
    }

    private void Commit(List<Unit> batch, int start, int end)
    {
        _done.Clear();
        try
        {
            Step("BEGIN IMMEDIATE");
            for (var i = start; i < end; i++)
                RunUnit(batch[i]);
            Step("COMMIT");
        }
        // Whatever went wrong between BEGIN and COMMIT, nothing is on disk, and everyone who waits must be told.
        catch (Exception failure)
        {
            RollBack();
            var told = failure is SqliteException ? new StorageUnavailableException(failure.Message, failure) : failure;
            for (var i = start; i < end; i++)
                batch[i].Fail(told);
            return;
        }

        foreach (var unit in _done)
            unit.Complete();
    }

    private void RunUnit(Unit unit)
    {
        Step("SAVEPOINT unit");
        try
        {
            unit.Run(_session);
        }
        // One unit's failure is its own, unless SQLite has given the whole transaction up.
        catch (Exception failure)
        {
            if (!_session.InTransaction)
                throw;
            Step("ROLLBACK TO unit");
            Step("RELEASE unit");
            if (failure is SqliteException { } broken && SqliteErrors.IsUnavailable(broken))
                throw;
            unit.Fail(failure);
            return;
        }

        Step("RELEASE unit");
        _done.Add(unit);
    }

    private void RollBack()
    {
        try
        {
            if (_session.InTransaction)
                Step("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next BEGIN fails with the reason, and its units are told.
        }
    }

    private void Step(string sql)
    {
        using var statement = _session.Use(sql);
        statement.Run();
    }

    private abstract class Unit
    {
        public abstract void Run(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Unit<T>(Func<SqliteSession, T> write) : Unit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _completion.Task;

        public override void Run(SqliteSession session) => _result = write(session);

        public override void Complete() => _completion.TrySetResult(_result);

        public override void Fail(Exception failure) => _completion.TrySetException(failure);
    }
}
