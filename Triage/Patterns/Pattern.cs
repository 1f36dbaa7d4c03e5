namespace AssistantBot.Triage.Patterns;

/// <summary>A wording to look for.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Elements">Its steps; the first that is not a sentence start names a word set.</param>
internal sealed record Pattern(string Outcome, PatternElement[] Elements)
{
    public bool AtStart => Elements[0].Kind == ElementKind.SentenceStart;

    public int FirstElement => AtStart ? 1 : 0;

    public int FirstSet => Elements[FirstElement].Set;
}
