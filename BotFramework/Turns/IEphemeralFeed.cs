using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Passes what is never stored (typing, chunks of a stream) to whoever shows a conversation right now. The one registered by default reaches
/// this process; a storage that several nodes share registers one that reaches the others too.
/// </summary>
public interface IEphemeralFeed
{
    /// <summary>Passes an activity on, best effort. A chunk holds the whole text so far, so that only a stream's latest matters.</summary>
    void Publish(ConversationKey conversation, Activity activity);

    /// <summary>Watches a conversation. The callback must not block.</summary>
    /// <returns>Dispose to stop watching.</returns>
    IDisposable Watch(ConversationKey conversation, Action<Activity> onActivity);
}
