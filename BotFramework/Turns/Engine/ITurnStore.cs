namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Keeps inbox and turns. Every method that writes returns after the commit reached the disk, and throws
/// <see cref="StorageUnavailableException"/> when nothing was written.
/// </summary>
public interface ITurnStore
{
    /// <summary>Appends a row, or finds the one with the same key. A row of an idle conversation, and every invoke, comes back claimed.</summary>
    /// <param name="row">The row.</param>
    /// <param name="patience">After this time it is not begun any more; what has begun is still written. Null: no limit.</param>
    /// <param name="begin">
    /// Is given the row if it came back claimed, once it is committed: that may be before it is on disk, where commits reach the disk in their order,
    /// so that what the turn commits is there only if the row is. It hands on and does not throw.
    /// </param>
    Task<InboxReceipt> AcceptAsync(NewInboxRow row, TimeSpan? patience = null, Action<ClaimedTurn>? begin = null);

    /// <summary>Claims the conversation's first unfinished row and counts the attempt; null when there is none or another row is claimed.</summary>
    /// <param name="conversationId">The store's id of the conversation.</param>
    /// <param name="alone">True when nothing else runs meanwhile, so that the row is to blame if the process dies.</param>
    Task<ClaimedTurn?> ClaimNextAsync(long conversationId, bool alone = false);

    /// <summary>Counts another attempt of a claimed row whose last attempt failed; null when the claim was lost.</summary>
    Task<ClaimedTurn?> ClaimAgainAsync(ClaimedTurn turn);

    /// <summary>Gives a claimed row back unrun, without counting the attempt.</summary>
    Task ReleaseAsync(ClaimedTurn turn);

    /// <summary>Writes a turn, all or nothing.</summary>
    Task<TurnCommitResult> CommitAsync(TurnCommit commit);

    /// <summary>
    /// In the partitions of this node: rows claimed by processes that have ended become pending, their unanswered invokes are abandoned. An
    /// attempt that was cut short while others ran counts at most twice, because the row may be innocent; one that ran alone always counts.
    /// </summary>
    Task<RecoveredTurns> RecoverAsync();

    /// <summary>How a row stands; null when it does not exist.</summary>
    Task<StoredOutcome?> FindOutcomeAsync(long inboxId, CancellationToken cancellationToken);

    /// <summary>The local id of something sent, by the id the channel gave it; null when we did not send it.</summary>
    Task<string?> FindLocalIdAsync(long conversationId, string channelActivityId, CancellationToken cancellationToken);
}
