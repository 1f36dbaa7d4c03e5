namespace AssistantBot.Triage;

/// <summary>Reasons in words, for briefs and cards.</summary>
public static class TriageReasonText
{
    /// <summary>Describes a reason in <c>fr</c> or, for any other language, in English.</summary>
    public static string Describe(TriageReason reason, string? language) =>
        string.Equals(language, "fr", StringComparison.OrdinalIgnoreCase) ? French(reason) : English(reason);

    private static string French(TriageReason reason) => reason switch
    {
        TriageReason.ExplicitRequest => "demande à parler à une personne",
        TriageReason.Distress => "semble en détresse ou dans un moment difficile",
        TriageReason.AngerOrComplaint => "mécontentement ou réclamation",
        TriageReason.Conflict => "tension avec une personne",
        TriageReason.Sensitive => "situation personnelle sensible",
        TriageReason.PersonalContext => "son dossier personnel est à examiner",
        TriageReason.Ambiguous => "quelque chose de personnel, sans précision",
        TriageReason.RepeatedFailure => "le bot n'a pas aidé, malgré plusieurs essais",
        TriageReason.NoAnswer => "pas de réponse dans la base de connaissances",
        _ => "question courante",
    };

    private static string English(TriageReason reason) => reason switch
    {
        TriageReason.ExplicitRequest => "asks to speak to a person",
        TriageReason.Distress => "seems distressed or in a difficult moment",
        TriageReason.AngerOrComplaint => "dissatisfaction or complaint",
        TriageReason.Conflict => "tension with someone",
        TriageReason.Sensitive => "sensitive personal situation",
        TriageReason.PersonalContext => "their own case has to be looked at",
        TriageReason.Ambiguous => "something personal, not spelled out",
        TriageReason.RepeatedFailure => "the bot did not help after several attempts",
        TriageReason.NoAnswer => "no answer in the knowledge base",
        _ => "routine question",
    };
}
