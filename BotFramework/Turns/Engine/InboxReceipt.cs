namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What the store did with a <see cref="NewInboxRow"/>.</summary>
/// <param name="InboxId">Id of the row, old or new.</param>
/// <param name="ActivityId">The stored activity's id.</param>
/// <param name="IsDuplicate">True when the row existed; nothing was written then.</param>
/// <param name="ConversationId">The store's id of the conversation.</param>
/// <param name="Conversation">The conversation after resolving an alias.</param>
public sealed record InboxReceipt(long InboxId, string ActivityId, bool IsDuplicate, long ConversationId, ConversationKey Conversation)
{
    /// <summary>The turn to run now when the conversation was idle; null when it waits for its predecessors.</summary>
    public ClaimedTurn? Turn { get; init; }

    /// <summary>True when sending to the conversation had been parked and is allowed again.</summary>
    public bool SendingResumed { get; init; }
}
