namespace AssistantBot.Triage.Judgement;

/// <summary>What the model makes of a message, after everything that could not be believed was refused or dropped.</summary>
/// <param name="Route">Who should take it.</param>
/// <param name="Reason">Why; <see cref="TriageReason.None"/> when routine.</param>
/// <param name="Confidence">Probability, 0 to 1, that a person is needed.</param>
public sealed record ModelJudgement(TriageRoute Route, TriageReason Reason, double Confidence)
{
    /// <summary>True when the model sees life in danger.</summary>
    public bool DangerToLife { get; init; }

    /// <summary>Pieces of the message itself; whatever else the model called evidence was dropped.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The message worded so that it stands by itself, or null when it does already or the wording cannot be believed.</summary>
    public string? Question { get; init; }
}
