namespace AssistantBot.BotFramework.Schema;

/// <summary>Teams' <c>conversationType</c>.</summary>
public static class ConversationTypes
{
    /// <summary>1:1 with the bot.</summary>
    public const string Personal = "personal";

    /// <summary>Group chat.</summary>
    public const string GroupChat = "groupChat";

    /// <summary>Channel of a team.</summary>
    public const string Channel = "channel";
}
