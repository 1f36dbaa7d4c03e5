namespace AssistantBot.Cards.Model;

/// <summary>Elements that belong together.</summary>
public sealed class AdaptiveContainer : AdaptiveElement
{
    /// <summary>The elements.</summary>
    public List<AdaptiveElement> Items { get; init; } = [];

    /// <summary>Background by meaning.</summary>
    public AdaptiveContainerStyle? Style { get; set; }

    /// <summary>Extends to the card's edges.</summary>
    public bool? Bleed { get; set; }
}
