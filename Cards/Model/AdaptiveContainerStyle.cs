using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Background of a container, by meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveContainerStyle>))]
public enum AdaptiveContainerStyle
{
    /// <summary>None.</summary>
    Default,

    /// <summary>Emphasised.</summary>
    Emphasis,

    /// <summary>Good news.</summary>
    Good,

    /// <summary>Urgent.</summary>
    Attention,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>Accent.</summary>
    Accent,
}
