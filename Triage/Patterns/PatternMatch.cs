namespace AssistantBot.Triage.Patterns;

/// <summary>A pattern found in a message.</summary>
/// <param name="Outcome">The name before the equals sign.</param>
/// <param name="FirstToken">First word.</param>
/// <param name="TokenCount">How many words.</param>
internal readonly record struct PatternMatch(string Outcome, int FirstToken, int TokenCount)
{
    public int End => FirstToken + TokenCount;

    public bool Overlaps(PatternMatch other) => FirstToken < other.End && other.FirstToken < End;
}
