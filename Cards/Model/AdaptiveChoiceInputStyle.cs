using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>How choices are shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveChoiceInputStyle>))]
public enum AdaptiveChoiceInputStyle
{
    /// <summary>A drop-down list.</summary>
    Compact,

    /// <summary>All at once.</summary>
    Expanded,
}
