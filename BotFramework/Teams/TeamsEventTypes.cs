namespace AssistantBot.BotFramework.Teams;

/// <summary>Values of <c>channelData.eventType</c>.</summary>
public static class TeamsEventTypes
{
    /// <summary>A channel was created.</summary>
    public const string ChannelCreated = "channelCreated";

    /// <summary>A channel was deleted.</summary>
    public const string ChannelDeleted = "channelDeleted";

    /// <summary>A channel was renamed.</summary>
    public const string ChannelRenamed = "channelRenamed";

    /// <summary>A channel was restored.</summary>
    public const string ChannelRestored = "channelRestored";

    /// <summary>A team was archived.</summary>
    public const string TeamArchived = "teamArchived";

    /// <summary>A team is no longer archived.</summary>
    public const string TeamUnarchived = "teamUnarchived";

    /// <summary>A team was deleted.</summary>
    public const string TeamDeleted = "teamDeleted";

    /// <summary>A team was deleted for good.</summary>
    public const string TeamHardDeleted = "teamHardDeleted";

    /// <summary>A team was renamed.</summary>
    public const string TeamRenamed = "teamRenamed";

    /// <summary>A team was restored.</summary>
    public const string TeamRestored = "teamRestored";

    /// <summary>messageUpdate: the text was edited.</summary>
    public const string EditMessage = "editMessage";

    /// <summary>messageUpdate: a deletion was taken back.</summary>
    public const string UndeleteMessage = "undeleteMessage";

    /// <summary>messageDelete: the message was deleted.</summary>
    public const string SoftDeleteMessage = "softDeleteMessage";
}
