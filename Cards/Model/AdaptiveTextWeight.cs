using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Weight of a text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveTextWeight>))]
public enum AdaptiveTextWeight
{
    /// <summary>Normal.</summary>
    Default,

    /// <summary>Lighter.</summary>
    Lighter,

    /// <summary>Bold.</summary>
    Bolder,
}
