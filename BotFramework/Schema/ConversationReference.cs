namespace AssistantBot.BotFramework.Schema;

/// <summary>All that is needed to write into a conversation again.</summary>
public sealed class ConversationReference : ProtocolObject
{
    /// <summary>The activity referred to, or null.</summary>
    public string? ActivityId { get; set; }

    /// <summary>The person.</summary>
    public ChannelAccount? User { get; set; }

    /// <summary>The bot.</summary>
    public ChannelAccount? Bot { get; set; }

    /// <summary>The conversation.</summary>
    public ConversationAccount? Conversation { get; set; }

    /// <summary>The channel.</summary>
    public string? ChannelId { get; set; }

    /// <summary>Last known locale.</summary>
    public string? Locale { get; set; }

    /// <summary>Where to send activities.</summary>
    public string? ServiceUrl { get; set; }
}
