namespace AssistantBot.Knowledge.Retrieval;

/// <summary>The ranking for a question and what to do with it.</summary>
/// <param name="Outcome">The advice at the product's thresholds.</param>
/// <param name="Confidence">Calibrated probability, 0 to 1, that the first entry answers; 0 when nothing was found.</param>
/// <param name="Entries">At most ten entries, best first, one per id (the question's language preferred).</param>
/// <param name="Language">The question's language, given or detected.</param>
public sealed record RetrievalResult(
    RetrievalOutcome Outcome, double Confidence, IReadOnlyList<RetrievedEntry> Entries, string Language);
