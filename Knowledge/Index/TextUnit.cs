namespace AssistantBot.Knowledge.Index;

/// <summary>A word, or a phrase that names one concept ("mot de passe"), with everything it may stand for.</summary>
/// <param name="First">Index of its first token.</param>
/// <param name="Last">Index of its last token.</param>
internal sealed record TextUnit(int First, int Last)
{
    /// <summary>Indexes of the tokens that carry the unit's meaning.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>The concepts of exactly this unit, with the strength of the match.</summary>
    public List<(int Concept, float Strength)> Concepts { get; } = [];

    /// <summary>The concepts of parts of the unit.</summary>
    public List<(int Concept, float Strength)> Inner { get; } = [];

    /// <summary>True for a word that everybody uses about everything, and for a small number, when no concept is known for it.</summary>
    public bool IsCommon { get; set; }
}
