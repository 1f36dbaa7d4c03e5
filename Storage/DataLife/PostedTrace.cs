using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.DataLife;

/// <summary>Something about a person that the bot has posted where assistants read it.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="ActivityId">Its local id.</param>
/// <param name="IsCard">True for a card, which is replaced; anything else is deleted.</param>
public sealed record PostedTrace(ConversationKey Conversation, string ActivityId, bool IsCard);
