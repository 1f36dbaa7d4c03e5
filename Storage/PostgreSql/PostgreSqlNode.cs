using System.Diagnostics;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// This node among those that share the database. One connection holds its session's lock and those of its partitions, and listens; a
/// thread of its own looks at all locks several times a second. The server ends a session that stays silent, so that a process that hangs
/// loses everything as one that died does; losing the connection drops all ownership at once, and the next session has a new number, so
/// that claims of the old one are nobody's.
/// </summary>
internal sealed partial class PostgreSqlNode : SqlNode, IPartitionOwnership, INodeNotices, IDisposable
{
    private const string NextSession = "SELECT nextval('node_sessions')";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstShareTimeout = TimeSpan.FromSeconds(2);

    // Longer than a tick may take: a server that does not answer for this long cannot be relied on.
    private static readonly TimeSpan Answering = TimeSpan.FromMilliseconds(1500);

    private readonly PostgreSqlConnections _connections;
    private readonly ILogger _logger;
    private readonly PostgreSqlNotices _notices;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _closing = new(false);
    private readonly TaskCompletionSource _leftAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<long> _knownSessions = [];
    private long _session;
    private long _partitions;
    private long _lastTick;
    private int _nodes = 1;
    private int _disposed;
    private volatile bool _leaving;
    private volatile bool _connected;
    private volatile bool _renews;

    /// <summary>Joins; returns when the node has its share, or after a bounded time with what is free.</summary>
    public PostgreSqlNode(PostgreSqlConnections connections, ILogger logger)
    {
        _connections = connections;
        _logger = logger;
        _notices = new PostgreSqlNotices(connections, this);
        using var shared = new ManualResetEventSlim(false);
        _thread = new Thread(() => Run(shared)) { IsBackground = true, Name = "Node" };
        _thread.Start();
        shared.Wait(FirstShareTimeout);
    }

    public event Action? Changed;

    public event Action<NodeNotice>? Received;

    /// <summary>Raised on this node's thread for each text of another node's <see cref="PostgreSqlEphemeralFeed"/>, or of this one's. Must not block.</summary>
    public event Action<string>? EphemeralHeard;

    public override long Session => Volatile.Read(ref _session);

    public override long Partitions => Volatile.Read(ref _partitions);

    public bool IsSole => false;

    public bool IsAvailable => _connected && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastTick)) < Answering;

    public int Nodes => Volatile.Read(ref _nodes);

    public override void BeginAnew() => _renews = true;

    public void Send(NodeNotice notice) => _notices.Send(notice);

    public Task LetGoAsync()
    {
        _leaving = true;
        Volatile.Write(ref _partitions, 0);
        return _connected ? _leftAll.Task.WaitAsync(FirstShareTimeout).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _closing.Set();
        _thread.Join();
        _notices.Dispose();
        _closing.Dispose();
    }

    private void Run(ManualResetEventSlim shared)
    {
        while (!_closing.IsSet)
        {
            try
            {
                using var connection = _connections.OpenForControl();
                Join(connection);
                Serve(connection, shared);
            }
            catch (Exception failure) when (failure is StorageSettingsException || PostgreSqlErrors.IsUnavailable(failure))
            {
                if (_connected)
                    LogLost(Session, failure);
            }
            finally
            {
                _connected = false;
                Volatile.Write(ref _partitions, 0);
                _knownSessions.Clear();
            }

            _closing.Wait(Tick);
        }
    }

    private void Join(NpgsqlConnection connection)
    {
        var session = (long)Ask(connection, NextSession)!;
        while (Ask(connection, PostgreSqlLocks.BeginSession, (int)session) is not true)
            session = (long)Ask(connection, NextSession)!;
        if (!_leaving)
            Ask(connection, PostgreSqlLocks.Join, (int)session);
        Volatile.Write(ref _session, session);
        connection.Notification += (_, notification) => Hear(notification);
        using var listen = new NpgsqlCommand($"LISTEN {PostgreSqlNotices.Channel}; LISTEN {PostgreSqlEphemeralFeed.Channel}", connection);
        listen.ExecuteNonQuery();
    }

    private void Serve(NpgsqlConnection connection, ManualResetEventSlim shared)
    {
        var joined = Stopwatch.GetTimestamp();
        var hasHeardEverybody = false;
        var hasLeft = false;
        _renews = false;
        while (!_closing.IsSet && !_renews)
        {
            if (_leaving && !hasLeft)
            {
                Ask(connection, PostgreSqlLocks.Leave, (int)Session);
                hasLeft = true;
            }

            var isComplete = Balance(connection);
            Volatile.Write(ref _lastTick, Stopwatch.GetTimestamp());
            _connected = true;
            if (isComplete && !shared.IsSet)
                TrySet(shared);
            if (_leaving)
                _leftAll.TrySetResult();
            // Others learn of a new node with their next look; what they did not tell it until then it has to look for.
            if (!hasHeardEverybody && Stopwatch.GetElapsedTime(joined) > 4 * Tick)
            {
                hasHeardEverybody = true;
                Received?.Invoke(new NodeNotice(NodeNoticeKind.Missed));
            }

            var next = Stopwatch.GetTimestamp();
            while (!_closing.IsSet && Tick - Stopwatch.GetElapsedTime(next) is { TotalMilliseconds: >= 1 } left && connection.Wait((int)left.TotalMilliseconds))
            {
            }
        }
    }

    // One look at all locks, then what is missing is taken and what is too much given back. True when the share is complete.
    private bool Balance(NpgsqlConnection connection)
    {
        var sessions = new HashSet<long>();
        var members = new HashSet<long>();
        var mine = new HashSet<int>();
        var others = new HashSet<int>();
        using (var command = new NpgsqlCommand(PostgreSqlLocks.Read, connection))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                switch (row.GetInt64(0))
                {
                    case PostgreSqlLocks.Sessions:
                        sessions.Add(row.GetInt64(1));
                        break;
                    case PostgreSqlLocks.Members:
                        members.Add(row.GetInt64(1));
                        break;
                    default:
                        (row.GetBoolean(2) ? mine : others).Add((int)row.GetInt64(1));
                        break;
                }
            }
        }

        var share = PartitionShare.Of(members, Session, mine, others);
        if (share.Give.Count > 0)
        {
            mine.ExceptWith(share.Give);
            Publish(mine);
            Ask(connection, PostgreSqlLocks.Give, share.Give.ToArray());
        }

        var taken = share.Take.Count > 0 ? TakeFree(connection, share.Take) : [];
        mine.UnionWith(taken);
        Publish(mine);
        Volatile.Write(ref _nodes, Math.Max(1, sessions.Count));
        var someoneLeft = _knownSessions.Except(sessions).Any();
        if (!sessions.SetEquals(_knownSessions) || taken.Count > 0 || share.Give.Count > 0)
            LogShare(Session, members.Count, mine.Count);
        _knownSessions.Clear();
        _knownSessions.UnionWith(sessions);
        if (taken.Count > 0 || someoneLeft)
            Changed?.Invoke();
        // Its last notices may have died with it.
        if (someoneLeft)
            Received?.Invoke(new NodeNotice(NodeNoticeKind.Missed));
        return mine.Count == share.Count;
    }

    private static List<int> TakeFree(NpgsqlConnection connection, IReadOnlyList<int> wanted)
    {
        using var command = new NpgsqlCommand(PostgreSqlLocks.Take, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. wanted] });
        using var row = command.ExecuteReader();
        var taken = new List<int>();
        while (row.Read())
            taken.Add(row.GetInt32(0));
        return taken;
    }

    private void Publish(IEnumerable<int> partitions) =>
        Volatile.Write(ref _partitions, _leaving ? 0 : partitions.Aggregate(0L, (mask, partition) => mask | (1L << partition)));

    private void Hear(NpgsqlNotificationEventArgs heard)
    {
        if (heard.Channel == PostgreSqlEphemeralFeed.Channel)
        {
            EphemeralHeard?.Invoke(heard.Payload);
            return;
        }

        foreach (var notice in NodeNoticeText.Read(heard.Payload, Session))
            Received?.Invoke(notice);
    }

    private static object? Ask<T>(NpgsqlConnection connection, string sql, T parameter)
    {
#pragma warning disable CA2100 // Constants of this program.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = parameter });
        return command.ExecuteScalar();
    }

    private static object? Ask(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constants of this program.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static void TrySet(ManualResetEventSlim shared)
    {
        try
        {
            shared.Set();
        }
        catch (ObjectDisposedException)
        {
            // The start did not wait so long.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Session}, one of {Members}, works {Partitions} of 64 partitions.")]
    private partial void LogShare(long session, int members, int partitions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Session} lost its connection that holds its partitions; it owns nothing until it is back.")]
    private partial void LogLost(long session, Exception failure);
}
