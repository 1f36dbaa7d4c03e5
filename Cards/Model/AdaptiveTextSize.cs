using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Size of a text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveTextSize>))]
public enum AdaptiveTextSize
{
    /// <summary>The host's normal size.</summary>
    Default,

    /// <summary>Smaller.</summary>
    Small,

    /// <summary>Somewhat larger.</summary>
    Medium,

    /// <summary>Larger.</summary>
    Large,

    /// <summary>Largest.</summary>
    ExtraLarge,
}
