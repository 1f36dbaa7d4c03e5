namespace AssistantBot.BotFramework.Turns;

/// <summary>Says "look": rows of a conversation were committed. Carries no data and may be lost or doubled; readers read the rows.</summary>
public interface IConversationSignals
{
    /// <summary>Tells everyone who watches the conversation.</summary>
    void Notify(ConversationKey conversation);

    /// <summary>Watches one conversation. The callback must not block.</summary>
    /// <returns>Dispose to stop watching.</returns>
    IDisposable Watch(ConversationKey conversation, Action onChange);

    /// <summary>Watches all conversations. The callback must not block.</summary>
    /// <returns>Dispose to stop watching.</returns>
    IDisposable WatchAll(Action<ConversationKey> onChange);
}
