namespace AssistantBot.Handoff.Reviews;

/// <summary>A mark that nobody has settled yet.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Review">What was marked.</param>
/// <param name="By">Who marked it, or null.</param>
/// <param name="At">When.</param>
public sealed record OpenReview(string HandoffId, DecisionReview Review, string? By, DateTimeOffset At);
