using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Style of a button.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveActionStyle>))]
public enum AdaptiveActionStyle
{
    /// <summary>Normal.</summary>
    Default,

    /// <summary>The main choice.</summary>
    Positive,

    /// <summary>Something that ends or removes.</summary>
    Destructive,
}
