using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Base of every protocol object: what we do not know is kept and written back.</summary>
public abstract class ProtocolObject
{
    /// <summary>Properties this version does not know, by their JSON name; null when there are none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Properties { get; set; }
}
