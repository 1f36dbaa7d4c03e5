using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Sends the outbox: one request in flight per conversation, conversations side by side, every attempt claimed on disk before and settled
/// after. A conversation that waits delays no other.
/// </summary>
internal sealed partial class OutboxSender(
    IOutboxStore store, IEnumerable<IChannelSender> senders, SendLimiter limiter, IPartitionOwnership ownership, INodeNotices notices, IFailPoints failPoints, IOptions<OutboxOptions> options,
    TimeProvider time, ILogger<OutboxSender> logger) : IDisposable
{
    // Shorter than it takes before a process that hangs is taken for dead and its claims for lost.
    private static readonly TimeSpan FreshClaim = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StorageRetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly OutboxOptions _options = options.Value;
    private readonly IChannelSender[] _senders = [.. senders];
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrent);
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killing = new();

    /// <summary>Says that rows of a conversation wait.</summary>
    public void Wake(long conversationId) => Enter(conversationId, null);

    /// <summary>Hands over a row that is claimed already.</summary>
    public void Start(ClaimedSend send) => Enter(send.ConversationId, send);

    /// <summary>Starts no more requests and waits for those in flight; a request that is cut off counts as ambiguous at the next start.</summary>
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
            await _killing.CancelAsync().ConfigureAwait(false);
            await finished.ConfigureAwait(false);
        }
    }

    /// <summary>Waits until nothing can be sent any more.</summary>
    public async Task WhenIdleAsync()
    {
        while (true)
        {
            Task[] running;
            lock (_gate)
                running = [.. _lanes.Values.Select(lane => lane.Ended.Task)];
            if (running.Length == 0)
                return;
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    /// <summary>Cuts off what runs, as the end of the process does: a request on its way counts as ambiguous at the next start.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _killing.Cancel();
        _stopping.Dispose();
        _killing.Dispose();
        _places.Dispose();
    }

    private void Enter(long conversationId, ClaimedSend? send)
    {
        Lane? lane;
        lock (_gate)
        {
            if (_lanes.TryGetValue(conversationId, out lane))
            {
                lane.Again = true;
                lane.Given ??= send;
                return;
            }

            lane = new Lane(conversationId) { Given = send };
            _lanes.Add(conversationId, lane);
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunLaneAsync(lane), null);
    }

    private async Task RunLaneAsync(Lane lane)
    {
        ClaimedSend? send = null;
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                send = TakeGiven(lane) ?? await store.ClaimNextAsync(lane.ConversationId).ConfigureAwait(false);
                while (send is not null)
                    send = await DeliverAsync(send).ConfigureAwait(false);
                if (TryLeave(lane))
                    break;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogStopped(lane.ConversationId);
        }
        catch (StorageUnavailableException unavailable)
        {
            LogStorageUnavailable(lane.ConversationId, unavailable);
            _ = WakeLaterAsync(lane.ConversationId, send);
        }
        // A lane is the last caller: an unexpected failure must not stop the conversation's sending for good.
        catch (Exception failure)
        {
            LogLaneFailed(lane.ConversationId, failure);
            _ = WakeLaterAsync(lane.ConversationId, send);
        }
        finally
        {
            ClaimedSend? given;
            lock (_gate)
            {
                if (_lanes.GetValueOrDefault(lane.ConversationId) == lane)
                    _lanes.Remove(lane.ConversationId);
                given = lane.Given;
            }

            // Claimed, and handed over while the lane failed for another reason: nobody else knows of it.
            if (given is not null && !_stopping.IsCancellationRequested)
                Start(given);
            lane.Ended.SetResult();
            if (!ownership.Owns(lane.ConversationId))
                notices.Send(new NodeNotice(NodeNoticeKind.Work, Id: lane.ConversationId));
        }
    }

    private ClaimedSend? TakeGiven(Lane lane)
    {
        lock (_gate)
        {
            var given = lane.Given;
            lane.Given = null;
            lane.Again = false;
            return given;
        }
    }

    private bool TryLeave(Lane lane)
    {
        lock (_gate)
            return !lane.Again && lane.Given is null && _lanes.Remove(lane.ConversationId);
    }

    // Returns the next claimed row, or null when the lane must look again.
    private async Task<ClaimedSend?> DeliverAsync(ClaimedSend send)
    {
        await limiter.WaitAsync(send, ownership.Nodes, _stopping.Token).ConfigureAwait(false);
        if (Stopwatch.GetElapsedTime(send.ClaimedAt) > FreshClaim && !await HoldsAsync(send).ConfigureAwait(false))
        {
            LogClaimLost(send.Item.Id, send.Attempt);
            return null;
        }

        var outcome = await AttemptAsync(send).ConfigureAwait(false);
        failPoints.Reach(FailPoint.AfterSend);
        var settlement = Judge(send, outcome);
        var next = await SettleAsync(send, settlement, outcome).ConfigureAwait(false);
        if (settlement is SendSettlement.ParkRow or SendSettlement.ParkConversation)
            LogParked(settlement, send.Item.Id, send.Conversation, outcome.Detail);
        if (settlement != SendSettlement.Retry)
            return next;

        await Task.Delay(RetryDelay(send, outcome), time, _stopping.Token).ConfigureAwait(false);
        return await store.ClaimNextAsync(send.ConversationId).ConfigureAwait(false);
    }

    // Asked until the database says: a row that this process has claimed and let go of would be nobody's until its end.
    private async Task<bool> HoldsAsync(ClaimedSend send)
    {
        while (true)
        {
            try
            {
                return await store.HoldsAsync(send).ConfigureAwait(false);
            }
            catch (StorageUnavailableException unavailable)
            {
                LogStorageUnavailable(send.ConversationId, unavailable);
            }

            await Task.Delay(StorageRetryDelay, time, _stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task<SendOutcome> AttemptAsync(ClaimedSend send)
    {
        if (Array.Find(_senders, candidate => candidate.Serves(send.Conversation.ChannelId)) is not { } sender)
            return new SendOutcome(SendOutcomeKind.ParkConversation) { Detail = $"No sender serves the channel {send.Conversation.ChannelId}." };
        await _places.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            return await sender.SendAsync(send.Item, _killing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_killing.IsCancellationRequested)
        {
            throw;
        }
        // A sender reports expected failures as outcomes; of an unexpected one nobody knows whether the channel has the activity.
        catch (Exception failure)
        {
            LogAttemptFailed(send.Item.Id, send.Conversation, failure);
            return new SendOutcome(SendOutcomeKind.Ambiguous) { Detail = failure.GetType().Name };
        }
        finally
        {
            _places.Release();
        }
    }

    private SendSettlement Judge(ClaimedSend send, SendOutcome outcome) => outcome.Kind switch
    {
        SendOutcomeKind.Delivered => SendSettlement.Delivered,
        SendOutcomeKind.ParkRow => SendSettlement.ParkRow,
        SendOutcomeKind.ParkConversation => SendSettlement.ParkConversation,
        _ => time.GetUtcNow() - send.CreatedAt > _options.GiveUpAfter ? SendSettlement.ParkRow : SendSettlement.Retry,
    };

    // What the channel did must be written, however long the database is away: otherwise it would be sent again.
    private async Task<ClaimedSend?> SettleAsync(ClaimedSend send, SendSettlement settlement, SendOutcome outcome)
    {
        while (true)
        {
            try
            {
                return await store.SettleAsync(send, settlement, outcome, claimsNext: !_stopping.IsCancellationRequested).ConfigureAwait(false);
            }
            catch (StorageUnavailableException unavailable)
            {
                LogStorageUnavailable(send.ConversationId, unavailable);
            }

            await Task.Delay(StorageRetryDelay, time, _killing.Token).ConfigureAwait(false);
        }
    }

    private TimeSpan RetryDelay(ClaimedSend send, SendOutcome outcome)
    {
        var own = _options.FirstRetryDelay * Math.Pow(2, Math.Min(send.Attempt, 10) - 1);
        if (own > _options.MaxRetryDelay)
            own = _options.MaxRetryDelay;
        // Never earlier than asked, and not all at the same moment.
#pragma warning disable CA5394 // Jitter needs no secrecy.
        return outcome.RetryAfter is { } asked
            ? asked + (TimeSpan.FromSeconds(1) * Random.Shared.NextDouble())
            : own * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    // What was claimed when the lane failed may have left or not: it is given back as that, or nobody would send it before the next start.
    private async Task WakeLaterAsync(long conversationId, ClaimedSend? claimed)
    {
        while (true)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, _stopping.Token).ConfigureAwait(false);
                if (claimed is not null)
                {
                    var unknown = new SendOutcome(SendOutcomeKind.Ambiguous) { Detail = "Sending failed unexpectedly." };
                    await store.SettleAsync(claimed, SendSettlement.Retry, unknown, claimsNext: false).ConfigureAwait(false);
                }

                break;
            }
            // Stopped; what is disposed of has stopped too.
            catch (Exception failure) when (_stopping.IsCancellationRequested && failure is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            // As in the lane: whatever it is, the row is asked for again.
            catch (Exception failure)
            {
                LogLaneFailed(conversationId, failure);
            }
        }

        Wake(conversationId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox row {OutboxId} is no longer claimed by attempt {Attempt}; it is not sent here.")]
    private partial void LogClaimLost(long outboxId, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Settlement}: outbox row {OutboxId} of {Conversation}: {Detail}")]
    private partial void LogParked(SendSettlement settlement, long outboxId, ConversationKey conversation, string? detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending outbox row {OutboxId} of {Conversation} failed unexpectedly; it counts as ambiguous.")]
    private partial void LogAttemptFailed(long outboxId, ConversationKey conversation, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox of conversation {ConversationId} cannot be read or written yet.")]
    private partial void LogStorageUnavailable(long conversationId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending for conversation {ConversationId} failed; it starts again.")]
    private partial void LogLaneFailed(long conversationId, Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sending for conversation {ConversationId} goes on at the next start.")]
    private partial void LogStopped(long conversationId);

    private sealed class Lane(long conversationId)
    {
        public long ConversationId { get; } = conversationId;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Again { get; set; }

        public ClaimedSend? Given { get; set; }
    }
}
