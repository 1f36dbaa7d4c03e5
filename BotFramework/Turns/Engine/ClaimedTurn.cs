namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>An inbox row that this node may run. The attempt is already counted on disk.</summary>
/// <param name="InboxId">Id of the row.</param>
/// <param name="ConversationId">The store's id of the conversation.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Sequence">Position of the row in the conversation.</param>
/// <param name="Kind">How it is run.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Attempt">1 for the first. Together with the id it fences: a commit with an older attempt is refused.</param>
/// <param name="Activity">The activity, UTF-8 JSON.</param>
/// <param name="Identity">Who speaks, UTF-8 JSON.</param>
/// <param name="Reference">The stored conversation reference, UTF-8 JSON, or null when unknown or not needed.</param>
public sealed record ClaimedTurn(
    long InboxId, long ConversationId, ConversationKey Conversation, long Sequence, InboxKind Kind, TurnOrigin Origin, int Attempt,
    byte[] Activity, byte[] Identity, byte[]? Reference)
{
    /// <summary>The claiming process among those that share the database. With the attempt it fences: another's claim of the same attempt is not this one.</summary>
    public long Node { get; init; }

    /// <summary>True when nothing else runs meanwhile; its commit claims no next row.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The stream that an earlier run has begun to show the reply with, or null.</summary>
    public string? StreamId { get; init; }
}
