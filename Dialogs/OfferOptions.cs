using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>What an <see cref="OfferDialog"/> is about.</summary>
/// <param name="Matter">The person's message that led to the offer.</param>
/// <param name="Reason">Why a person is needed.</param>
internal sealed record OfferOptions(string Matter, TriageReason Reason)
{
    /// <summary>The signals.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>True when an answer was given just before.</summary>
    public bool Alongside { get; init; }

    /// <summary>Key of the text that says why the machine cannot answer; null where triage found that a person is needed.</summary>
    public string? Failure { get; init; }

    /// <summary>An offer because of what triage found.</summary>
    public static OfferOptions For(TriageDecision decision, string matter, bool alongside) =>
        new(matter, decision.Reason) { Evidence = decision.Evidence, Alongside = alongside };

    /// <summary>An offer because the machine has no answer.</summary>
    /// <param name="key">Key of the text that says so.</param>
    /// <param name="matter">The person's message.</param>
    public static OfferOptions Unanswered(string key, string matter) => new(matter, TriageReason.NoAnswer) { Failure = key };
}
