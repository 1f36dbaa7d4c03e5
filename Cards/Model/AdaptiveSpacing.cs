using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Space before an element.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveSpacing>))]
public enum AdaptiveSpacing
{
    /// <summary>Normal.</summary>
    Default,

    /// <summary>None.</summary>
    None,

    /// <summary>Small.</summary>
    Small,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>Large.</summary>
    Large,

    /// <summary>Largest.</summary>
    ExtraLarge,

    /// <summary>The card's padding.</summary>
    Padding,
}
