namespace AssistantBot.Cards.Model;

/// <summary>A text box.</summary>
public sealed class AdaptiveTextInput : AdaptiveInput
{
    /// <summary>Shown while empty.</summary>
    public string? Placeholder { get; set; }

    /// <summary>What stands in it at first.</summary>
    public string? Value { get; set; }

    /// <summary>Several lines.</summary>
    public bool? IsMultiline { get; set; }

    /// <summary>Longest text, in characters.</summary>
    public int? MaxLength { get; set; }
}
