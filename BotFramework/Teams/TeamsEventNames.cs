namespace AssistantBot.BotFramework.Teams;

/// <summary>Names of Teams' events.</summary>
public static class TeamsEventNames
{
    /// <summary>The person has read up to a message; value <c>{ lastReadMessageId }</c>.</summary>
    public const string ReadReceipt = "application/vnd.microsoft.readReceipt";

    /// <summary>A meeting has begun.</summary>
    public const string MeetingStart = "application/vnd.microsoft.meetingStart";

    /// <summary>A meeting has ended.</summary>
    public const string MeetingEnd = "application/vnd.microsoft.meetingEnd";

    /// <summary>Someone joined a meeting.</summary>
    public const string MeetingParticipantJoin = "application/vnd.microsoft.meetingParticipantJoin";

    /// <summary>Someone left a meeting.</summary>
    public const string MeetingParticipantLeave = "application/vnd.microsoft.meetingParticipantLeave";
}
