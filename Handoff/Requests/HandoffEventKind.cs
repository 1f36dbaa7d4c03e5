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

    /// <summary>Somebody on call was alerted (the actor; null when the webhook is the whole chain).</summary>
    OnCallAlerted,

    /// <summary>Nobody on call has taken it, and nobody is left; the person was told.</summary>
    OnCallExhausted,

    /// <summary>It has waited long; person and assistants were told.</summary>
    StillWaiting,

    /// <summary>Somebody in distress has not written for long; person or assistant were told, once.</summary>
    WentSilent,

    /// <summary>An assistant judged a triage decision, or settled such a judgement; the text is a <see cref="Reviews.DecisionReview"/>.</summary>
    DecisionReviewed,
}
