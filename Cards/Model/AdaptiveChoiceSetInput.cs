namespace AssistantBot.Cards.Model;

/// <summary>A choice among several.</summary>
public sealed class AdaptiveChoiceSetInput : AdaptiveInput
{
    /// <summary>The choices.</summary>
    public List<AdaptiveChoice> Choices { get; init; } = [];

    /// <summary>The value chosen at first.</summary>
    public string? Value { get; set; }

    /// <summary>How they are shown.</summary>
    public AdaptiveChoiceInputStyle? Style { get; set; }

    /// <summary>True to allow several, joined by commas in the submitted data.</summary>
    public bool? IsMultiSelect { get; set; }
}
