namespace AssistantBot.Triage.Patterns;

/// <summary>One step of a pattern.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Set">The word set, for <see cref="ElementKind.Words"/>.</param>
/// <param name="Gap">Most words skipped, for <see cref="ElementKind.Gap"/>.</param>
/// <param name="Optional">True when it may be left out.</param>
internal readonly record struct PatternElement(ElementKind Kind, int Set = 0, int Gap = 0, bool Optional = false);

/// <summary>What a step of a pattern asks for.</summary>
internal enum ElementKind
{
    /// <summary>A word or phrase of a set.</summary>
    Words,

    /// <summary>Any few words.</summary>
    Gap,

    /// <summary>The beginning of a sentence.</summary>
    SentenceStart,

    /// <summary>The end of a sentence.</summary>
    SentenceEnd,
}
