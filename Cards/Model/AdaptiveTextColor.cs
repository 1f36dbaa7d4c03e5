using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Colour of a text, by meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveTextColor>))]
public enum AdaptiveTextColor
{
    /// <summary>Normal.</summary>
    Default,

    /// <summary>Dark.</summary>
    Dark,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Accent.</summary>
    Accent,

    /// <summary>Good news.</summary>
    Good,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>Urgent.</summary>
    Attention,
}
