namespace AssistantBot.Triage;

/// <summary>What happens for one reason.</summary>
public sealed class ReasonPolicy
{
    /// <summary>How a person is brought in when triage is sure; <see cref="HandoverMode.None"/> switches the reason off.</summary>
    public HandoverMode Mode { get; set; } = HandoverMode.AtOnce;

    /// <summary>Confidence, 0 to 1, from which a person is at least offered for this reason; null for that of all reasons.</summary>
    public double? OfferFrom { get; set; }

    /// <summary>Confidence, 0 to 1, from which the mode applies; between the offer threshold and this one, a person is offered.</summary>
    public double SureFrom { get; set; } = 0.8;

    /// <summary>True when the machine must not answer a message of this reason, even while a person is only offered.</summary>
    public bool NeverAnsweredByMachine { get; set; }

    /// <summary>
    /// True when the configured model may turn an offer for this reason back into routine. Refused for requests and for grave reasons, which no model
    /// lowers.
    /// </summary>
    public bool ModelMayLower { get; set; }
}
