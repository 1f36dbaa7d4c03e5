namespace AssistantBot.Cards.Model;

/// <summary>A text with a little Markdown.</summary>
public sealed class AdaptiveTextBlock : AdaptiveElement
{
    /// <summary>Creates an empty text.</summary>
    public AdaptiveTextBlock()
    {
    }

    /// <summary>Creates a text that wraps.</summary>
    /// <param name="text">Markdown; text that people wrote goes through <see cref="AdaptiveText.Escape"/> first.</param>
    public AdaptiveTextBlock(string text) => Text = text;

    /// <summary>Markdown: bold, italics, lists, links.</summary>
    public string Text { get; set; } = "";

    /// <summary>Size.</summary>
    public AdaptiveTextSize? Size { get; set; }

    /// <summary>Weight.</summary>
    public AdaptiveTextWeight? Weight { get; set; }

    /// <summary>Colour by meaning.</summary>
    public AdaptiveTextColor? Color { get; set; }

    /// <summary>Less prominent.</summary>
    public bool? IsSubtle { get; set; }

    /// <summary>Breaks lines; true unless told otherwise, because cut-off text is lost text.</summary>
    public bool Wrap { get; set; } = true;

    /// <summary>At most this many lines, or null.</summary>
    public int? MaxLines { get; set; }
}
