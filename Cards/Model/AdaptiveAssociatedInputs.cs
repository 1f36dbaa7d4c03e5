using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Which inputs an action sends along.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdaptiveAssociatedInputs>))]
public enum AdaptiveAssociatedInputs
{
    /// <summary>Those of the card.</summary>
    Auto,

    /// <summary>None.</summary>
    None,
}
