namespace AssistantBot.Triage.Patterns;

/// <summary>A phrase of a word set found at a word.</summary>
/// <param name="Set">The set.</param>
/// <param name="Length">How many words the phrase has.</param>
internal readonly record struct WordHit(int Set, int Length);
