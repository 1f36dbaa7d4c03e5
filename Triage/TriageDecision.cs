namespace AssistantBot.Triage;

/// <summary>The judgement on a message, explainable in words.</summary>
/// <param name="Route">Who should take it.</param>
/// <param name="Reason">Why a person is needed; <see cref="TriageReason.None"/> when routine.</param>
/// <param name="Confidence">Calibrated probability, 0 to 1, that a person is needed.</param>
/// <param name="Mode">What policy says for this reason and confidence.</param>
public sealed record TriageDecision(TriageRoute Route, TriageReason Reason, double Confidence, HandoverMode Mode)
{
    /// <summary>The strongest terms or signals, most important first, as short readable texts.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>True when life may be in danger: emergency numbers at once and the top of the queue.</summary>
    public bool DangerToLife { get; init; }

    /// <summary>False when policy forbids a machine's answer, even beside an offer of a person.</summary>
    public bool MachineMayAnswer { get; init; }
}
