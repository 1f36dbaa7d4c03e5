namespace AssistantBot.Handoff.Relay;

/// <summary>Names of the internal events between the conversations of a handoff. They are obeyed only when the turn's origin is internal.</summary>
public static class HandoffSignals
{
    /// <summary>To the assistants: show the card, or show it anew after any transition.</summary>
    public const string ShowCard = "handoff/show-card";

    /// <summary>To the assistants: the person wrote.</summary>
    public const string PersonSaid = "handoff/person-said";

    /// <summary>To the assistants: the person corrected a message.</summary>
    public const string PersonEdited = "handoff/person-edited";

    /// <summary>To the assistants: the person deleted a message.</summary>
    public const string PersonDeleted = "handoff/person-deleted";

    /// <summary>To the person: an assistant took over.</summary>
    public const string Accepted = "handoff/accepted";

    /// <summary>To the person: an assistant wrote.</summary>
    public const string AssistantSaid = "handoff/assistant-said";

    /// <summary>To the person: an assistant corrected a message.</summary>
    public const string AssistantEdited = "handoff/assistant-edited";

    /// <summary>To the person: an assistant deleted a message.</summary>
    public const string AssistantDeleted = "handoff/assistant-deleted";

    /// <summary>To the person: another assistant took over, or the handoff waits again.</summary>
    public const string Transferred = "handoff/transferred";

    /// <summary>To the person: the handoff ended.</summary>
    public const string Closed = "handoff/closed";

    /// <summary>To a person's private chat: a handoff that began in a group continues here.</summary>
    public const string MovedHere = "handoff/moved-here";

    /// <summary>To somebody on call, or to the webhook: life may be in danger and nobody has taken the request.</summary>
    public const string OnCall = "handoff/on-call-alert";

    /// <summary>To the assistants: nobody has taken it yet.</summary>
    public const string StillWaiting = "handoff/still-waiting";

    /// <summary>To the assistant: somebody in distress has not written for long.</summary>
    public const string WentSilent = "handoff/went-silent";

    /// <summary>To the person: their data is about to be erased, and with it the handoff.</summary>
    public const string Erasing = "handoff/erasing";

    /// <summary>To a thread or private chat of assistants: take back what was posted here about somebody who is erased.</summary>
    public const string TakeBack = "handoff/take-back";

    /// <summary>Prefix of all of them.</summary>
    public const string Prefix = "handoff/";
}
