namespace AssistantBot.BotFramework.Schema;

/// <summary>Whether Teams shows a toast.</summary>
public sealed class NotificationInfo : ProtocolObject
{
    /// <summary>True for an activity-feed toast.</summary>
    public bool? Alert { get; set; }

    /// <summary>True for a bubble in the meeting.</summary>
    public bool? AlertInMeeting { get; set; }

    /// <summary>Content of the bubble.</summary>
    public string? ExternalResourceUrl { get; set; }
}
