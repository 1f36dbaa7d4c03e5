namespace AssistantBot.Cards.Model;

/// <summary>A table of titles and values.</summary>
public sealed class AdaptiveFactSet : AdaptiveElement
{
    /// <summary>The rows.</summary>
    public List<AdaptiveFact> Facts { get; init; } = [];
}
