namespace AssistantBot.Triage;

/// <summary>Policy of triage, from the section <c>Triage</c>.</summary>
public sealed class TriageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Triage";

    /// <summary>Confidence, 0 to 1, from which a person is at least offered, where the reason does not say otherwise.</summary>
    public double OfferFrom { get; set; } = 0.5;

    /// <summary>Failed turns on one matter (rejected, repeated, unanswered) after which a person is offered.</summary>
    public int FailuresBeforeOffer { get; set; } = 2;

    /// <summary>Folder of the office's own example files, added to the product's; empty for none.</summary>
    public string ExamplesPath { get; set; } = string.Empty;

    /// <summary>Policy per reason. Reasons left out keep their default.</summary>
    public IDictionary<TriageReason, ReasonPolicy> Reasons { get; } = Defaults();

    /// <summary>The policy of a reason.</summary>
    public ReasonPolicy For(TriageReason reason) =>
        Reasons.TryGetValue(reason, out var policy) ? policy : new ReasonPolicy { Mode = HandoverMode.Offer };

    private static Dictionary<TriageReason, ReasonPolicy> Defaults() => new()
    {
        [TriageReason.ExplicitRequest] = new() { Mode = HandoverMode.AtOnce, SureFrom = 0.7 },
        [TriageReason.Distress] = new() { Mode = HandoverMode.AtOnce, OfferFrom = 0.4, SureFrom = 0.7, NeverAnsweredByMachine = true },
        [TriageReason.Conflict] = new() { Mode = HandoverMode.AtOnce, OfferFrom = 0.4, SureFrom = 0.7, NeverAnsweredByMachine = true },
        [TriageReason.Sensitive] = new() { Mode = HandoverMode.AtOnce, OfferFrom = 0.4, SureFrom = 0.7, NeverAnsweredByMachine = true },
        [TriageReason.AngerOrComplaint] = new() { Mode = HandoverMode.AtOnce, SureFrom = 0.85 },
        [TriageReason.PersonalContext] = new() { Mode = HandoverMode.Offer },
        [TriageReason.Ambiguous] = new() { Mode = HandoverMode.Offer },
        [TriageReason.RepeatedFailure] = new() { Mode = HandoverMode.Offer },
        [TriageReason.NoAnswer] = new() { Mode = HandoverMode.Offer },
        [TriageReason.FileSent] = new() { Mode = HandoverMode.Offer },
    };
}
