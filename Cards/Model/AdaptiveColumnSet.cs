namespace AssistantBot.Cards.Model;

/// <summary>Columns side by side.</summary>
public sealed class AdaptiveColumnSet : AdaptiveElement
{
    /// <summary>The columns.</summary>
    public List<AdaptiveColumn> Columns { get; init; } = [];
}
