using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Sends notices, never within the transactions they are about (<see cref="PostgreSqlNotifier"/>). What comes within a few milliseconds
/// travels together.
/// </summary>
internal sealed class PostgreSqlNotices : IDisposable
{
    /// <summary>The channel's name.</summary>
    public const string Channel = "assistantbot";

    private const int MostKept = 10_000;
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(250);

    private readonly PostgreSqlNotifier _notifier;
    private readonly PostgreSqlNode _node;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly ManualResetEventSlim _closing = new(false);
    private HashSet<NodeNotice> _waiting = [];

    public PostgreSqlNotices(PostgreSqlConnections connections, PostgreSqlNode node)
    {
        _notifier = new PostgreSqlNotifier(connections, Channel);
        _node = node;
        _thread = new Thread(Run) { IsBackground = true, Name = "Node notices" };
        _thread.Start();
    }

    /// <summary>Sends it soon, unless there is nobody to hear it.</summary>
    public void Send(NodeNotice notice)
    {
        if (_node.Nodes < 2)
            return;
        lock (_gate)
        {
            if (_waiting.Count >= MostKept || !_waiting.Add(notice) || _waiting.Count > 1)
                return;
        }

        _signal.Set();
    }

    public void Dispose()
    {
        _closing.Set();
        _signal.Set();
        _thread.Join();
        _notifier.Dispose();
        _signal.Dispose();
        _closing.Dispose();
    }

    private void Run()
    {
        var sending = new HashSet<NodeNotice>();
        while (true)
        {
            _signal.WaitOne();
            var closing = _closing.Wait(Coalescing);
            lock (_gate)
                (_waiting, sending) = (sending, _waiting);
            while (sending.Count > 0 && !_notifier.TrySend([.. NodeNoticeText.Write(_node.Session, sending)]) && !closing)
                closing = _closing.Wait(TryAgain);
            sending.Clear();
            if (closing)
                return;
        }
    }
}
