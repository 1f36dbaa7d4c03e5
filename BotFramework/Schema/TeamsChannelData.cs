namespace AssistantBot.BotFramework.Schema;

/// <summary>Teams' <c>channelData</c>.</summary>
public sealed class TeamsChannelData : ProtocolObject
{
    /// <summary>Kind of a conversationUpdate, messageUpdate or messageDelete.</summary>
    public string? EventType { get; set; }

    /// <summary>Tenant.</summary>
    public TenantInfo? Tenant { get; set; }

    /// <summary>Team.</summary>
    public TeamInfo? Team { get; set; }

    /// <summary>Channel.</summary>
    public ChannelInfo? Channel { get; set; }

    /// <summary>Older form of the channel id.</summary>
    public string? TeamsChannelId { get; set; }

    /// <summary>Older form of the team id.</summary>
    public string? TeamsTeamId { get; set; }

    /// <summary>Toast.</summary>
    public NotificationInfo? Notification { get; set; }

    /// <summary>Feedback buttons.</summary>
    public FeedbackLoop? FeedbackLoop { get; set; }

    /// <summary>Settings.</summary>
    public TeamsSettings? Settings { get; set; }
}
