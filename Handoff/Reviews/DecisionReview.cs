namespace AssistantBot.Handoff.Reviews;

/// <summary>
/// An assistant's judgement that triage decided wrongly, kept as the text of a line of the handoff's history. The message itself is not copied:
/// it is found by its place in the transcript, so that erasing it leaves nothing behind.
/// </summary>
/// <param name="Line">Position of the message in the transcript; 0 for what led to the handoff.</param>
/// <param name="Label">What it should have been: a label of the example files.</param>
/// <param name="Settled">What became of it: <see cref="Approved"/> or <see cref="Dismissed"/>; null while it is open.</param>
public sealed record DecisionReview(long Line, string Label, string? Settled = null)
{
    /// <summary>A rewrite of the message was added to the office's examples.</summary>
    public const string Approved = "approved";

    /// <summary>Nothing is to be learnt from it.</summary>
    public const string Dismissed = "dismissed";
}
