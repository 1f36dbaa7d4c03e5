namespace AssistantBot.Triage.Classifier;

/// <summary>A concept found in a message.</summary>
/// <param name="Concept">Index of the concept in its thesaurus.</param>
/// <param name="FirstToken">First word.</param>
/// <param name="TokenCount">How many words.</param>
internal readonly record struct ConceptHit(int Concept, int FirstToken, int TokenCount);
