namespace AssistantBot.Handoff.Requests;

/// <summary>In what order handoffs are listed.</summary>
public enum HandoffOrder
{
    /// <summary>Danger to life first, then the oldest: the queue.</summary>
    QueueFirst,

    /// <summary>The latest to be closed first; what is open comes last.</summary>
    LatestClosedFirst,
}
