namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How an inbox row is run. The numbers are stored.</summary>
public enum InboxKind
{
    /// <summary>In order with the conversation's others.</summary>
    Ordered = 0,

    /// <summary>At once, outside the order; its response is stored with the row.</summary>
    Invoke = 1,

    /// <summary>In order; what the bot says is stored with the row instead of being sent.</summary>
    ExpectReplies = 2,
}
