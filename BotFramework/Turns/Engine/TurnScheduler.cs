using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Keeps one lane per conversation that has work: the store claims a row only when no other of the conversation is claimed, and a lane goes
/// on with the row its commit claimed. So at most one turn of a conversation runs at a time, in order; invokes run beside their lane.
/// </summary>
internal sealed partial class TurnScheduler(
    TurnRunner runner, ITurnStore store, OutcomeWaiters waiters, OutboxSender outbox, IConversationSignals signals, IPartitionOwnership ownership, INodeNotices notices,
    IOptions<TurnEngineOptions> options, TimeProvider time, ILogger<TurnScheduler> logger) : IDisposable
{
    private readonly TurnEngineOptions _options = options.Value;
    private readonly TurnSlots _slots = new(options.Value.MaxConcurrent, time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killing = new();
    private readonly ConcurrentDictionary<long, Task> _lanes = new();
    private readonly ConcurrentDictionary<long, byte> _pending = new();
    private readonly Queue<long> _suspects = new();
    private readonly Lock _suspectsGate = new();
    private bool _runsSuspects;
    private long _lastLane;

    /// <summary>How long the first turn in line has waited for a free place.</summary>
    public TimeSpan OldestWait => _slots.OldestWait;

    /// <summary>Starts a lane with a claimed row.</summary>
    public void Start(ClaimedTurn turn) => StartLane(() => RunLaneAsync(turn));

    /// <summary>Starts a lane that claims the conversation's first row when it gets a place.</summary>
    public void StartPending(long conversationId)
    {
        if (_pending.TryAdd(conversationId, 0))
            StartLane(() => RunPendingAsync(conversationId));
    }

    /// <summary>Runs the first rows of conversations one after the other, because one of them may be what ends processes.</summary>
    public void StartSuspects(IEnumerable<long> conversations)
    {
        lock (_suspectsGate)
        {
            foreach (var conversation in conversations.Where(conversation => !_suspects.Contains(conversation)))
                _suspects.Enqueue(conversation);
            if (_runsSuspects || _suspects.Count == 0)
                return;
            _runsSuspects = true;
        }

        StartLane(async () =>
        {
            while (NextSuspect() is { } conversation)
                await RunAloneAsync(conversation).ConfigureAwait(false);
        });
    }

    private async Task RunPendingAsync(long conversationId)
    {
        while (true)
        {
            await _slots.EnterAsync().ConfigureAwait(false);
            try
            {
                // From here on a row that comes needs a lane of its own: the claim may have looked before it was there.
                _pending.TryRemove(conversationId, out _);
                if (!_stopping.IsCancellationRequested && await store.ClaimNextAsync(conversationId).ConfigureAwait(false) is { } first)
                    Start(first);
                return;
            }
            catch (StorageUnavailableException unavailable)
            {
                LogNotClaimed(conversationId, unavailable);
            }
            finally
            {
                _slots.Leave();
            }

            await Task.Delay(_options.RetryDelay, time, _stopping.Token).ConfigureAwait(false);
        }
    }

    private long? NextSuspect()
    {
        lock (_suspectsGate)
        {
            if (!_stopping.IsCancellationRequested && _suspects.TryDequeue(out var conversation))
                return conversation;
            _runsSuspects = false;
            return null;
        }
    }

    /// <summary>Runs the conversation's first row by itself, then goes on with its others.</summary>
    /// <returns>Completes when the row's attempt has ended, well or not.</returns>
    public Task RunAloneAsync(long conversationId)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StartLane(async () =>
        {
            ClaimedTurn? turn = null;
            Exception? failure = null;
            try
            {
                turn = await store.ClaimNextAsync(conversationId, alone: true).ConfigureAwait(false);
                if (turn is not null)
                    Publish(turn, await RunOnceAsync(turn).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (turn is not null && _killing.IsCancellationRequested)
            {
                await store.ReleaseAsync(turn).ConfigureAwait(false);
                return;
            }
            catch (StorageUnavailableException unavailable) when (turn is null)
            {
                LogNotClaimed(conversationId, unavailable);
            }
            // As in a lane: any failure of bot code counts, and is tried again.
            catch (Exception thrown) when (turn is not null)
            {
                failure = thrown;
            }
            finally
            {
                ended.TrySetResult();
            }

            if (failure is not null)
                await RunLaneAsync(await RetryLaterAsync(turn!, failure).ConfigureAwait(false)).ConfigureAwait(false);
            else
                StartPending(conversationId);
        });
        return ended.Task;
    }

    /// <summary>Claims nothing more, lets running turns finish within the bound, then cancels them and gives their rows back uncounted.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        var finished = WhenIdleAsync();
        try
        {
            await finished.WaitAsync(_options.DrainTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogDrainLate(_lanes.Count);
            await _killing.CancelAsync().ConfigureAwait(false);
            await finished.ConfigureAwait(false);
        }
    }

    /// <summary>Waits until no lane runs; for tests and for draining.</summary>
    public async Task WhenIdleAsync()
    {
        while (!_lanes.IsEmpty)
            await Task.WhenAll(_lanes.Values).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _killing.Dispose();
    }

    private void StartLane(Func<Task> run)
    {
        var id = Interlocked.Increment(ref _lastLane);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lanes[id] = RunAsync();
        started.SetResult();

        async Task RunAsync()
        {
            await started.Task.ConfigureAwait(false);
            try
            {
                await run().ConfigureAwait(false);
            }
            // A lane is the last caller: what reaches here is logged, and the row is found again at the next start.
            catch (Exception failure)
            {
                if (failure is not OperationCanceledException || !_stopping.IsCancellationRequested)
                    LogLaneFailed(failure);
            }
            finally
            {
                _lanes.TryRemove(id, out _);
            }
        }
    }

    private async Task RunLaneAsync(ClaimedTurn? turn)
    {
        while (turn is { } current)
        {
            await _slots.EnterAsync().ConfigureAwait(false);
            Exception? failure = null;
            try
            {
                if (_stopping.IsCancellationRequested)
                {
                    await store.ReleaseAsync(current).ConfigureAwait(false);
                    return;
                }

                var result = await RunOnceAsync(current).ConfigureAwait(false);
                Publish(current, result);
                turn = result.Next;
            }
            catch (OperationCanceledException) when (_killing.IsCancellationRequested)
            {
                await store.ReleaseAsync(current).ConfigureAwait(false);
                return;
            }
            // Any failure of bot code discards the effects and counts; only then is it tried again.
            catch (Exception thrown)
            {
                failure = thrown;
            }
            finally
            {
                _slots.Leave();
            }

            if (failure is not null)
                turn = await RetryLaterAsync(current, failure).ConfigureAwait(false);
        }
    }

    private Task<TurnCommitResult> RunOnceAsync(ClaimedTurn turn) =>
        turn.Attempt > _options.MaxAttempts
            ? runner.ParkAsync(turn, new TurnCrashException(turn.Attempt - 1), _killing.Token)
            : RunCountedAsync(turn);

    private async Task<TurnCommitResult> RunCountedAsync(ClaimedTurn turn)
    {
        try
        {
            return await runner.RunAsync(turn, _killing.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_killing.IsCancellationRequested && (turn.Kind == InboxKind.Invoke || turn.Attempt >= _options.MaxAttempts))
        {
            return await runner.ParkAsync(turn, failure, _killing.Token).ConfigureAwait(false);
        }
    }

    private async Task<ClaimedTurn?> RetryLaterAsync(ClaimedTurn turn, Exception failure)
    {
        LogAttemptFailed(turn.InboxId, turn.Conversation, turn.Attempt, failure);
        var delay = _options.RetryDelay * Math.Pow(2, Math.Min(turn.Attempt, 20) - 1);
        try
        {
            await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the failed attempt stays counted, the row stays claimed and is found at the next start.
            return null;
        }

        while (true)
        {
            try
            {
                return await store.ClaimAgainAsync(turn).ConfigureAwait(false);
            }
            catch (StorageUnavailableException unavailable)
            {
                LogAttemptFailed(turn.InboxId, turn.Conversation, turn.Attempt, unavailable);
                await Task.Delay(_options.RetryDelay, time, _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private void Publish(ClaimedTurn turn, TurnCommitResult result)
    {
        if (turn.Kind != InboxKind.Ordered)
        {
            waiters.Release(turn.InboxId);
            notices.Send(new NodeNotice(NodeNoticeKind.Ended, Id: turn.InboxId));
        }

        foreach (var started in result.Started)
            Start(started);
        if (result.Send is { } send)
            outbox.Start(send);
        else if (result.HasOutbox)
            outbox.Wake(turn.ConversationId);
        foreach (var elsewhere in result.Elsewhere)
            notices.Send(new NodeNotice(NodeNoticeKind.Work, Id: elsewhere));
        if (!ownership.Owns(turn.ConversationId))
            notices.Send(new NodeNotice(NodeNoticeKind.Work, Id: turn.ConversationId));
        if (result.TranscriptChanged)
            signals.Notify(turn.Conversation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} of inbox row {InboxId} of {Conversation} failed.")]
    private partial void LogAttemptFailed(long inboxId, ConversationKey conversation, int attempt, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The first row of conversation {ConversationId} cannot be claimed yet.")]
    private partial void LogNotClaimed(long conversationId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A conversation's lane ended by a failure; its row runs again at the next start.")]
    private partial void LogLaneFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} turns did not end within the drain time; they run again at the next start.")]
    private partial void LogDrainLate(int count);
}
