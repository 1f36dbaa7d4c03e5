namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Keeps what is to be sent. Writing methods return after the commit reached the disk, or throw <see cref="StorageUnavailableException"/>.</summary>
public interface IOutboxStore
{
    /// <summary>
    /// Claims the conversation's first unfinished row, counting the attempt, and resolves ids: an update whose target never got an id
    /// becomes a send, a delete of one is skipped, the first send into a conversation that is still to be created becomes the create call.
    /// </summary>
    /// <returns>Null when nothing waits or sending is parked.</returns>
    Task<ClaimedSend?> ClaimNextAsync(long conversationId);

    /// <summary>Writes the outcome of an attempt, the channel's ids included, and claims the next row when this one is ended.</summary>
    /// <param name="send">The row.</param>
    /// <param name="settlement">What to write.</param>
    /// <param name="outcome">What the channel said.</param>
    /// <param name="claimsNext">False while draining.</param>
    /// <returns>The next row, claimed, or null.</returns>
    Task<ClaimedSend?> SettleAsync(ClaimedSend send, SendSettlement settlement, SendOutcome outcome, bool claimsNext);

    /// <summary>True while the claim stands, so that the row may be sent.</summary>
    Task<bool> HoldsAsync(ClaimedSend send);

    /// <summary>In the partitions of this node: claims of processes that have ended, without an outcome, count as ambiguous and become pending.</summary>
    /// <returns>Conversations with rows to send, oldest first.</returns>
    Task<IReadOnlyList<long>> RecoverAsync();
}
