namespace AssistantBot.Cards.Model;

/// <summary>One column of an <see cref="AdaptiveColumnSet"/>.</summary>
public sealed class AdaptiveColumn
{
    /// <summary>The JSON type.</summary>
    public string Type { get; } = "Column";

    /// <summary>The elements.</summary>
    public List<AdaptiveElement> Items { get; init; } = [];

    /// <summary><c>auto</c>, <c>stretch</c>, a weight or a number of pixels such as <c>50px</c>.</summary>
    public string? Width { get; set; }

    /// <summary><c>top</c>, <c>center</c> or <c>bottom</c>.</summary>
    public string? VerticalContentAlignment { get; set; }
}
