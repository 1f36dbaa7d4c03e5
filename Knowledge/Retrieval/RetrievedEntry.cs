namespace AssistantBot.Knowledge.Retrieval;

/// <summary>An entry with its rank's score.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Score">The fused score; comparable within one result only.</param>
/// <param name="Confidence">Calibrated probability, 0 to 1, that the entry answers the question.</param>
public sealed record RetrievedEntry(KnowledgeEntry Entry, double Score, double Confidence);
