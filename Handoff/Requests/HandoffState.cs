namespace AssistantBot.Handoff.Requests;

/// <summary>The life of a handoff.</summary>
public enum HandoffState
{
    /// <summary>Nobody has taken it.</summary>
    Waiting,

    /// <summary>An assistant talks with the person; the bot is silent.</summary>
    Accepted,

    /// <summary>Over; the bot answers again.</summary>
    Closed,

    /// <summary>A call back is owed; the conversation goes on without waiting for it.</summary>
    CallbackDue,

    /// <summary>The call back was made.</summary>
    CallbackDone,
}
