namespace AssistantBot.BotFramework.Schema;

/// <summary>Names of events.</summary>
public static class EventNames
{
    /// <summary>A proactive turn.</summary>
    public const string ContinueConversation = "ContinueConversation";

    /// <summary>A turn in a conversation just created.</summary>
    public const string CreateConversation = "CreateConversation";

    /// <summary>A user token.</summary>
    public const string TokensResponse = "tokens/response";

    /// <summary>A conversation is handed to a person.</summary>
    public const string HandoffInitiate = "handoff.initiate";

    /// <summary>What became of it: accepted, failed, completed.</summary>
    public const string HandoffStatus = "handoff.status";

    /// <summary>A web page says that the person opened the chat; value <c>{ language }</c>.</summary>
    public const string WebChatJoin = "webchat/join";
}
