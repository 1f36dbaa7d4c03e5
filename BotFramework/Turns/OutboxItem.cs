using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>One outbox row, ids already resolved, ready to send.</summary>
/// <param name="Id">Row id, for logs.</param>
/// <param name="Operation">What to do.</param>
/// <param name="Reference">The conversation, with its current service URL and channel ids.</param>
/// <param name="Activity">What to say; null for a delete.</param>
/// <param name="TargetId">Channel id of what is replaced or deleted; null otherwise.</param>
/// <param name="NewThread">How to create the conversation; null otherwise.</param>
public sealed record OutboxItem(
    long Id, OutboxOperation Operation, ConversationReference Reference, Activity? Activity, string? TargetId, ConversationParameters? NewThread);
