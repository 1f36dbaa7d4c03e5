using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Accepts activities into the inbox and starts their turns.</summary>
internal sealed class TurnDispatcher(
    ITurnStore store, TurnScheduler scheduler, OutcomeWaiters waiters, OutboxSender outbox, IConversationSignals signals, EngineReadiness readiness,
    IPartitionOwnership ownership, INodeNotices notices, IFailPoints failPoints, IOptions<TurnEngineOptions> options, TimeProvider time) : ITurnDispatcher
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OutcomeSweep = TimeSpan.FromSeconds(1);

    public async Task<AcceptResult> AcceptAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        var receipt = await AcceptAsync(inbound, InboxKind.Ordered, cancellationToken).ConfigureAwait(false);
        return new AcceptResult(receipt.InboxId, receipt.ActivityId, receipt.IsDuplicate);
    }

    public async Task<InvokeResponse> InvokeAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        var receipt = await AcceptAsync(inbound, InboxKind.Invoke, cancellationToken).ConfigureAwait(false);
        var result = await WaitForOutcomeAsync(receipt.InboxId, cancellationToken).ConfigureAwait(false);
        // Without a stored response the process died while the invoke ran: it is never replayed.
        return result is null ? new InvokeResponse(500) : JsonSerializer.Deserialize(result, TurnJson.Default.InvokeResponse)!;
    }

    public async Task<IReadOnlyList<Activity>> ExpectRepliesAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inbound);
        inbound.Activity.DeliveryMode = DeliveryModes.ExpectReplies;
        var receipt = await AcceptAsync(inbound, InboxKind.ExpectReplies, cancellationToken).ConfigureAwait(false);
        var result = await WaitForOutcomeAsync(receipt.InboxId, cancellationToken).ConfigureAwait(false);
        return result is null ? [] : [.. JsonSerializer.Deserialize(result, ActivityJson.Context.ExpectedReplies)!.Activities ?? []];
    }

    private async Task<InboxReceipt> AcceptAsync(InboundActivity inbound, InboxKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inbound);
        cancellationToken.ThrowIfCancellationRequested();
        if (!readiness.IsOpen)
            throw new TurnRejectedException("The turn engine is not running.", RetryAfter);
        if (readiness.Refusal is { } refusal && inbound.Identity.Origin is TurnOrigin.Channel or TurnOrigin.DirectLine)
            throw new TurnRejectedException(refusal, RetryAfter);
        // Known to be away: nobody waits for its time-out, one after the other.
        if (!ownership.IsAvailable)
            throw new TurnRejectedException("The database does not answer.", RetryAfter);
        if (scheduler.OldestWait > options.Value.MaxInboxAge)
            throw new TurnRejectedException("The inbox is older than it may be.", RetryAfter);

        var row = CreateRow(inbound, kind);
        InboxReceipt receipt;
        try
        {
            failPoints.Reach(FailPoint.BeforeInsert);
            // Not cancelled from here on: once the row may be on disk, its turn must be started. It runs while the disk takes the row: what it
            // sends and writes waits for its own commit, which comes after.
            var patience = options.Value.AcceptTimeout;
            var accepting = store.AcceptAsync(row, patience, scheduler.Start);
            try
            {
                receipt = await accepting.WaitAsync(patience, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException late)
            {
                _ = AnnounceLateAsync(accepting, row);
                throw new TurnRejectedException("The inbox was not written in time.", RetryAfter, late);
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            throw new TurnRejectedException("The inbox cannot be written.", RetryAfter, unavailable);
        }

        failPoints.Reach(FailPoint.AfterCommit);
        Announce(receipt, row);
        return receipt;
    }

    // It was refused, but reached the disk after all: the channel delivers it again and finds it done.
    private async Task AnnounceLateAsync(Task<InboxReceipt> accepting, NewInboxRow row)
    {
        try
        {
            Announce(await accepting.ConfigureAwait(false), row);
        }
        catch (StorageUnavailableException)
        {
            // Nothing was written.
        }
    }

    private void Announce(InboxReceipt receipt, NewInboxRow row)
    {
        if (receipt.SendingResumed)
            outbox.Wake(receipt.ConversationId);
        if (!receipt.IsDuplicate && !ownership.Owns(receipt.ConversationId))
            notices.Send(new NodeNotice(NodeNoticeKind.Work, Id: receipt.ConversationId));
        if (row.AppendToTranscript && !receipt.IsDuplicate)
            signals.Notify(receipt.Conversation);
    }

    private static NewInboxRow CreateRow(InboundActivity inbound, InboxKind kind)
    {
        var (activity, identity) = inbound;
        if (string.IsNullOrEmpty(activity.ChannelId) || string.IsNullOrEmpty(activity.Conversation?.Id))
            throw new ArgumentException("The activity has no channel or conversation.", nameof(inbound));
        var dedupeKey = DedupeKeys.Of(inbound);
        if (string.IsNullOrEmpty(activity.Id))
            activity.Id = Guid.CreateVersion7().ToString("n");
        var isDirectLine = identity.Origin == TurnOrigin.DirectLine;
        if (isDirectLine)
            activity.Timestamp = null;
        return new NewInboxRow(
            new ConversationKey(activity.ChannelId, activity.Conversation.Id), kind, activity.Id, dedupeKey, ActivityJson.WriteUtf8(activity),
            JsonSerializer.SerializeToUtf8Bytes(identity, TurnJson.Default.TurnIdentity), identity.Origin, identity)
        {
            Stamp = isDirectLine,
            Files = inbound.Files,
            Reference = identity.Origin is TurnOrigin.Channel or TurnOrigin.DirectLine ? ReferenceOf(activity) : null,
            AppendToTranscript = inbound.AppendToTranscript
                || (identity.Origin == TurnOrigin.Channel && activity.Type is ActivityTypes.Message or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete),
        };
    }

    private static byte[] ReferenceOf(Activity activity)
    {
        var reference = activity.GetConversationReference();
        reference.ActivityId = null;
        return JsonSerializer.SerializeToUtf8Bytes(reference, ActivityJson.Context.ConversationReference);
    }

    private async Task<byte[]?> WaitForOutcomeAsync(long inboxId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ended = waiters.WhenEnded(inboxId);
            if (await store.FindOutcomeAsync(inboxId, cancellationToken).ConfigureAwait(false) is { IsEnded: true } outcome)
            {
                waiters.Release(inboxId);
                return outcome.Result;
            }

            // The row may run on another node: look again from time to time.
            await Task.WhenAny(ended, Task.Delay(OutcomeSweep, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
