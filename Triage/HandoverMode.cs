namespace AssistantBot.Triage;

/// <summary>How policy brings in a person for a reason.</summary>
public enum HandoverMode
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Ask first: consent where unsure.</summary>
    Offer,

    /// <summary>At once, saying so.</summary>
    AtOnce,
}
