using System.Text.Json;
using System.Text.Json.Serialization;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Cards.Model;

/// <summary>An Adaptive Card, schema 1.4: what every channel of the product accepts, Universal Actions included.</summary>
public sealed class AdaptiveCard
{
    /// <summary>Above this, Teams may refuse the card.</summary>
    public const int MaxBytes = 28 * 1024;

    /// <summary>The JSON type.</summary>
    public string Type { get; } = "AdaptiveCard";

    /// <summary>The schema's address.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <summary>Schema version.</summary>
    public string Version { get; set; } = "1.4";

    /// <summary>The elements.</summary>
    public List<AdaptiveElement> Body { get; init; } = [];

    /// <summary>Buttons at the end.</summary>
    public List<AdaptiveAction>? Actions { get; set; }

    /// <summary>Per-viewer refresh, or null.</summary>
    public AdaptiveRefresh? Refresh { get; set; }

    /// <summary>Shown by clients that cannot show the card.</summary>
    public string? FallbackText { get; set; }

    /// <summary>Read aloud.</summary>
    public string? Speak { get; set; }

    /// <summary>Two-letter language of the texts.</summary>
    public string? Lang { get; set; }

    /// <summary>The card as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, CardJson.Relaxed.AdaptiveCard);

    /// <summary>The card as an attachment of a message.</summary>
    public Attachment ToAttachment() => new() { ContentType = AttachmentContentTypes.AdaptiveCard, Content = ToJson() };
}
