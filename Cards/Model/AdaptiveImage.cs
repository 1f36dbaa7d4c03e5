namespace AssistantBot.Cards.Model;

/// <summary>A picture.</summary>
public sealed class AdaptiveImage : AdaptiveElement
{
    /// <summary>Creates a picture.</summary>
    /// <param name="url">https or data URI.</param>
    public AdaptiveImage(string url) => Url = url;

    /// <summary>https or data URI.</summary>
    public string Url { get; set; }

    /// <summary>What it shows, for those who cannot see it.</summary>
    public string? AltText { get; set; }

    /// <summary><c>auto</c>, <c>stretch</c>, <c>small</c>, <c>medium</c> or <c>large</c>.</summary>
    public string? Size { get; set; }
}
