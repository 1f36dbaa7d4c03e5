namespace AssistantBot.Triage;

/// <summary>Applies the office's policy to what the sources found.</summary>
internal sealed class TriagePolicy(TriageOptions options)
{
    /// <summary>The decision for a reason and confidence, before evidence is added.</summary>
    public TriageDecision Decide(TriageReason reason, double confidence, bool danger)
    {
        if (danger)
        {
            return new TriageDecision(TriageRoute.Human, TriageReason.Distress, confidence, HandoverMode.AtOnce) { DangerToLife = true };
        }

        var policy = options.For(reason);
        if (reason == TriageReason.None || confidence < (policy.OfferFrom ?? options.OfferFrom) || policy.Mode == HandoverMode.None)
        {
            return new TriageDecision(TriageRoute.Routine, TriageReason.None, confidence, HandoverMode.None);
        }

        var mode = confidence >= policy.SureFrom ? policy.Mode : HandoverMode.Offer;
        return new TriageDecision(TriageRoute.Human, reason, confidence, mode) { MachineMayAnswer = !policy.NeverAnsweredByMachine };
    }
}
