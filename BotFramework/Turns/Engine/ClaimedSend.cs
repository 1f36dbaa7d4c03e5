using System.Diagnostics;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>An outbox row that this node may send now. The attempt is already counted on disk.</summary>
/// <param name="ConversationId">The store's id of the conversation.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="CreatedAt">When the turn was committed.</param>
/// <param name="Item">What to send, ids resolved.</param>
public sealed record ClaimedSend(long ConversationId, ConversationKey Conversation, int Attempt, DateTimeOffset CreatedAt, OutboxItem Item)
{
    /// <summary>The claiming process among those that share the database; it fences together with the attempt.</summary>
    public long Node { get; init; }

    /// <summary>When the claim was made, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long ClaimedAt { get; init; } = Stopwatch.GetTimestamp();

    /// <summary>True when an update is sent as new, because what it replaces never reached the channel.</summary>
    public bool ReplacesUnsent { get; init; }
}
