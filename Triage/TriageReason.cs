namespace AssistantBot.Triage;

/// <summary>Why a person is needed.</summary>
public enum TriageReason
{
    /// <summary>No reason: routine.</summary>
    None,

    /// <summary>The person asks for a human.</summary>
    ExplicitRequest,

    /// <summary>Fear, grief, exhaustion, hints of self-harm, emergencies; also when worded calmly.</summary>
    Distress,

    /// <summary>Anger, a complaint, irony about the service, a threat to leave or sue.</summary>
    AngerOrComplaint,

    /// <summary>Tension with a manager, a colleague or a customer.</summary>
    Conflict,

    /// <summary>Legal, medical, disciplinary, harassment, bereavement, fraud: for the speaker's own case.</summary>
    Sensitive,

    /// <summary>The person's own file has to be looked at, or an exception is asked.</summary>
    PersonalContext,

    /// <summary>Something personal seems wrong, without saying what.</summary>
    Ambiguous,

    /// <summary>The bot failed several times on the same matter.</summary>
    RepeatedFailure,

    /// <summary>The knowledge base does not hold the answer.</summary>
    NoAnswer,

    /// <summary>A file was sent, which no machine reads here.</summary>
    FileSent,
}
