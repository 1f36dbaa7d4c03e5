namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>A concept found in a text.</summary>
/// <param name="Concept">Index of the concept in <see cref="OfficeThesaurus.Concepts"/>.</param>
/// <param name="First">Index of the first token covered.</param>
/// <param name="Last">Index of the last token covered.</param>
/// <param name="Strength">1 for a clear term, less for an ambiguous one.</param>
internal readonly record struct ConceptMatch(int Concept, int First, int Last, float Strength);
