using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.DataLife;

/// <summary>An inbox row in someone else's conversation that is about a person: what it holds and what it led to goes.</summary>
/// <param name="InboxId">The row.</param>
/// <param name="ConversationId">The store's id of the conversation.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Sequence">Position of the row.</param>
/// <param name="DedupeKey">Its key.</param>
public sealed record TracedRow(long InboxId, long ConversationId, ConversationKey Conversation, long Sequence, string DedupeKey);
