namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>A word or phrase that stands for a concept.</summary>
/// <param name="Text">The term as written.</param>
/// <param name="IsAmbiguous">True when the term is declared (with <c>~</c>) to have other meanings: it counts less and may stand under several concepts.</param>
public sealed record ConceptTerm(string Text, bool IsAmbiguous);
