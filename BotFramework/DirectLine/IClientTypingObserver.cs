using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Hears that a person is writing. Registered by whoever shows it; nothing is stored.</summary>
public interface IClientTypingObserver
{
    /// <summary>The person writes. Must not block.</summary>
    void OnTyping(ConversationKey conversation, TurnIdentity identity);
}
