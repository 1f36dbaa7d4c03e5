using System.Collections.Concurrent;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// The turns that run on this node, so that a transition can cancel the ones that can no longer commit, wherever it was committed. A notice
/// that is lost costs the rest of the run: the commit refuses it in any case.
/// </summary>
internal sealed class RunningTurns : IDisposable
{
    private readonly ConcurrentDictionary<RunningTurn, byte> _turns = new();
    private readonly INodeNotices _notices;

    public RunningTurns(INodeNotices notices)
    {
        _notices = notices;
        _notices.Received += Hear;
    }

    public RunningTurn Enter(TurnUnitOfWork work, TimeSpan timeout, TimeProvider time, CancellationToken stopping)
    {
        var turn = new RunningTurn(this, work, timeout, time, stopping);
        _turns[turn] = 0;
        return turn;
    }

    /// <summary>
    /// Cancels every other turn, here and on other nodes, that has read something this committed work has changed. State documents are left to
    /// the commit.
    /// </summary>
    public void Supersede(TurnUnitOfWork committed)
    {
        HashSet<VersionKey>? raised = null;
        foreach (var effect in committed.Effects)
        {
            foreach (var key in effect.Raises)
            {
                if (key.Kind != VersionKey.State)
                    (raised ??= []).Add(key);
            }
        }

        foreach (var key in raised ?? [])
        {
            // What the work did not read itself may stand at any version.
            var outdated = committed.FindObserved(key) ?? long.MaxValue;
            foreach (var turn in Relying(key, outdated))
            {
                if (!ReferenceEquals(turn.Work, committed))
                    turn.Supersede();
            }

            _notices.Send(new NodeNotice(NodeNoticeKind.Raised, Id: outdated, Raised: key));
        }
    }

    public void Dispose() => _notices.Received -= Hear;

    private void Hear(NodeNotice notice)
    {
        if (notice is not { Kind: NodeNoticeKind.Raised, Raised: { } key })
            return;
        foreach (var turn in Relying(key, notice.Id))
        {
            // What a turn does when it is cancelled must not hold up the thread that hears.
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.Supersede(), turn, preferLocal: false);
        }
    }

    private IEnumerable<RunningTurn> Relying(VersionKey key, long outdated) => _turns.Keys.Where(turn => turn.Work.FindObserved(key) <= outdated);

    private void Leave(RunningTurn turn) => _turns.TryRemove(turn, out _);

    /// <summary>One run of a turn.</summary>
    internal sealed class RunningTurn : IDisposable
    {
        private readonly RunningTurns _owner;
        private readonly CancellationTokenSource _timeout;
        private readonly CancellationTokenSource _cancellation;
        private readonly Lock _gate = new();
        private bool _left;

        public RunningTurn(RunningTurns owner, TurnUnitOfWork work, TimeSpan timeout, TimeProvider time, CancellationToken stopping)
        {
            _owner = owner;
            Work = work;
            _timeout = new CancellationTokenSource(timeout, time);
            _cancellation = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, stopping);
        }

        public TurnUnitOfWork Work { get; }

        public CancellationToken Token => _cancellation.Token;

        /// <summary>True when another turn's commit made this run worthless.</summary>
        public bool IsSuperseded { get; private set; }

        public bool HasTimedOut => _timeout.IsCancellationRequested;

        public void Supersede()
        {
            lock (_gate)
            {
                if (_left)
                    return;
                IsSuperseded = true;
                _cancellation.Cancel();
            }
        }

        public void Dispose()
        {
            _owner.Leave(this);
            lock (_gate)
                _left = true;
            _cancellation.Dispose();
            _timeout.Dispose();
        }
    }
}
