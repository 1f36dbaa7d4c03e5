using System.Collections.Concurrent;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// A few threads with a reading connection each, begun when they are needed. A database that does not answer blocks these and no thread of
/// the server's pool.
/// </summary>
internal sealed class PostgreSqlReaders(Func<PostgreSqlSession> create) : IDisposable
{
    private const int Most = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly BlockingCollection<Action<PostgreSqlSession>> _queue = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _gate = new();
    private volatile bool _closed;
    private int _idle;

    /// <summary>Runs a function on one of the connections.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public Task<T> ReadAsync<T>(Func<PostgreSqlSession, T> read)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Add(session => Run(session, read, completion));
            if (Volatile.Read(ref _idle) < _queue.Count && _threads.Count < Most)
            {
                var thread = new Thread(Serve) { IsBackground = true, Name = "PostgreSQL reader" };
                _threads.Add(thread);
                thread.Start();
            }
        }

        return WaitAsync(completion);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _queue.CompleteAdding();
        }

        foreach (var thread in _threads)
            thread.Join();
        _queue.Dispose();
    }

    // Reads are point look-ups: one that takes longer waits for a server that does not answer.
    private static async Task<T> WaitAsync<T>(TaskCompletionSource<T> completion)
    {
        try
        {
            return await completion.Task.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            var unavailable = new StorageUnavailableException("The database does not answer.", late);
            completion.TrySetException(unavailable);
            throw unavailable;
        }
    }

    private void Serve()
    {
        using var session = create();
        Interlocked.Increment(ref _idle);
        foreach (var work in _queue.GetConsumingEnumerable())
        {
            Interlocked.Decrement(ref _idle);
            work(session);
            Interlocked.Increment(ref _idle);
        }
    }

    private void Run<T>(PostgreSqlSession session, Func<PostgreSqlSession, T> read, TaskCompletionSource<T> completion)
    {
        if (completion.Task.IsCompleted)
            return;
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            completion.TrySetResult(ReadOnce(session, read));
        }
        // Whatever it is, it is for the one who asked.
        catch (Exception failure)
        {
            completion.TrySetException(PostgreSqlErrors.IsUnavailable(failure) ? new StorageUnavailableException(failure.Message, failure) : failure);
        }
    }

    private static T ReadOnce<T>(PostgreSqlSession session, Func<PostgreSqlSession, T> read)
    {
        try
        {
            return read(session);
        }
        catch (Exception failure) when (session.MayRunAgain(failure))
        {
            return read(session);
        }
    }
}
