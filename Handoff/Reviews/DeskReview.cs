namespace AssistantBot.Handoff.Reviews;

/// <summary>Mark a triage decision as wrong, or say what became of such a mark.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Line">Position of the message in the transcript; 0 for what led to the handoff.</param>
/// <param name="Label">What it should have been: a label of the example files.</param>
/// <param name="Settled">Null to mark it; <see cref="DecisionReview.Approved"/> or <see cref="DecisionReview.Dismissed"/> to settle the mark.</param>
public sealed record DeskReview(string HandoffId, long Line, string Label, string? Settled = null);
