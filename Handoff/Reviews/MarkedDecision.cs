namespace AssistantBot.Handoff.Reviews;

/// <summary>A decision that was marked as wrong; <see cref="DecisionReview.Settled"/> says whether that is still open.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Review">What was marked.</param>
/// <param name="By">Who marked it, or null.</param>
/// <param name="At">When.</param>
public sealed record MarkedDecision(string HandoffId, DecisionReview Review, string? By, DateTimeOffset At);
