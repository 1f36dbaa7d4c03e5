namespace AssistantBot.Knowledge.Retrieval;

/// <summary>An entry with the features it is ranked by, each between 0 and about 1.</summary>
/// <param name="Entry">Index of the entry.</param>
/// <param name="Coverage">Share of the question found in the entry, by importance.</param>
/// <param name="Evidence">Importance of what was found, not as a share: one word in passing is little, however short the question.</param>
/// <param name="QuestionCoverage">Share of the question found in the entry's best phrasing.</param>
/// <param name="QuestionCovered">Share of that phrasing found in the question.</param>
/// <param name="QuestionGrams">Character similarity with that phrasing.</param>
/// <param name="EntryGrams">Character similarity with the whole entry.</param>
/// <param name="Score">The weighted sum.</param>
internal readonly record struct Candidate(
    int Entry, float Coverage, float Evidence, float QuestionCoverage, float QuestionCovered, float QuestionGrams, float EntryGrams, float Score);
