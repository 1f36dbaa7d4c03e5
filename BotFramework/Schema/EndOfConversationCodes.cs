namespace AssistantBot.BotFramework.Schema;

/// <summary>Why a conversation ended.</summary>
public static class EndOfConversationCodes
{
    /// <summary>Not said.</summary>
    public const string Unknown = "unknown";

    /// <summary>It is done.</summary>
    public const string CompletedSuccessfully = "completedSuccessfully";

    /// <summary>The person cancelled.</summary>
    public const string UserCancelled = "userCancelled";

    /// <summary>The bot did not answer.</summary>
    public const string BotTimedOut = "botTimedOut";

    /// <summary>The bot sent something invalid.</summary>
    public const string BotIssuedInvalidMessage = "botIssuedInvalidMessage";

    /// <summary>The channel failed.</summary>
    public const string ChannelFailed = "channelFailed";
}
