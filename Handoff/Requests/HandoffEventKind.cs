namespace AssistantBot.Handoff.Requests;

/// <summary>What happened to a handoff.</summary>
public enum HandoffEventKind
{
    /// <summary>Asked for.</summary>
    Opened,

    /// <summary>Taken by an assistant.</summary>
    Accepted,

    /// <summary>A note between assistants. Never reaches the person.</summary>
    Note,

    /// <summary>Given to another assistant, or back to the queue.</summary>
    Transferred,

    /// <summary>Ended.</summary>
    Closed,

    /// <summary>The person withdrew or corrected the summary.</summary>
    Withdrawn,
}
