namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>One idea of working life and the words people use for it in both languages.</summary>
/// <param name="Id">Its name in the thesaurus file, unique.</param>
/// <param name="Weight">How much a match says about the subject, 0 to 1; low for ideas that fit everywhere ("obtain", "change").</param>
/// <param name="French">French terms.</param>
/// <param name="English">English terms.</param>
/// <param name="Related">Ids of neighbouring concepts, which match more weakly.</param>
public sealed record Concept(
    string Id, float Weight, IReadOnlyList<ConceptTerm> French, IReadOnlyList<ConceptTerm> English, IReadOnlyList<string> Related);
