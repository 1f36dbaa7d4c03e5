using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;

namespace AssistantBot.Tests.Dialogs;

/// <summary>Decides by the words a test puts into its messages.</summary>
internal sealed class FakeTriage : ITriage, ISmallTalkRecognizer
{
    public List<TriageInput> Inputs { get; } = [];

    /// <summary>Reasons that policy forbids the machine to answer.</summary>
    public HashSet<TriageReason> NeverAnswered { get; } = [TriageReason.Distress, TriageReason.Conflict, TriageReason.Sensitive];

    public TriageDecision Assess(TriageInput input)
    {
        Inputs.Add(input);
        var text = input.Text;
        if (Has(text, "pont", "bridge"))
            return Human(TriageReason.Distress, HandoverMode.AtOnce) with { DangerToLife = true };
        if (Has(text, "hôpital", "hospital"))
            return Human(TriageReason.Distress, HandoverMode.AtOnce);
        if (Has(text, "harcèle", "bullying"))
            return Human(TriageReason.Sensitive, HandoverMode.AtOnce);
        if (Has(text, "parler à une personne", "speak to a human"))
            return Human(TriageReason.ExplicitRequest, HandoverMode.AtOnce);
        if (Has(text, "dors mal", "sleep badly"))
            return Human(TriageReason.Distress, HandoverMode.Offer);
        if (Has(text, "inadmissible", "unacceptable"))
            return Human(TriageReason.AngerOrComplaint, HandoverMode.AtOnce);
        if (Has(text, "mon dossier", "my file"))
            return Human(TriageReason.PersonalContext, HandoverMode.Offer);
        if (Has(text, "relance", "reminder"))
            return Human(TriageReason.AngerOrComplaint, HandoverMode.Offer);
        return input.RejectedAnswers >= 2
            ? Human(TriageReason.RepeatedFailure, HandoverMode.Offer)
            : new TriageDecision(TriageRoute.Routine, TriageReason.None, 0.05, HandoverMode.None);
    }

    public SmallTalkKind Recognize(string text) => text.TrimEnd('!', '.', ' ') switch
    {
        "Bonjour" or "Hello" => SmallTalkKind.Greeting,
        "Merci" or "Thanks" => SmallTalkKind.Thanks,
        "aide" or "help" => SmallTalkKind.Help,
        "ok" => SmallTalkKind.Acknowledgement,
        "annuler" or "cancel" => SmallTalkKind.Cancel,
        "Qui êtes-vous ?" or "Who are you?" => SmallTalkKind.WhoAreYou,
        _ => SmallTalkKind.None,
    };

    private static bool Has(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private TriageDecision Human(TriageReason reason, HandoverMode mode) =>
        new(TriageRoute.Human, reason, 0.95, mode) { Evidence = ["test"], MachineMayAnswer = !NeverAnswered.Contains(reason) };
}
