using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>A stored object that is written only over the version it was read from.</summary>
public interface IStoreItem
{
    /// <summary>Version read, given anew by every write; <c>*</c> overwrites whatever is stored.</summary>
    [JsonPropertyName("eTag")]
    string? ETag { get; set; }
}
