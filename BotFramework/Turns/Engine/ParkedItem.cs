namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Something that needs a look from a person.</summary>
/// <param name="Kind">What is parked.</param>
/// <param name="Id">Id of the inbox row, outbox row or conversation.</param>
/// <param name="Conversation">Where.</param>
/// <param name="Reason">Why, for people at the desk; never a secret.</param>
/// <param name="Since">When the message came in or the activity was said.</param>
public sealed record ParkedItem(ParkedKind Kind, long Id, ConversationKey Conversation, string? Reason, DateTimeOffset Since);
