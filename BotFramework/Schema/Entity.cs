using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>A piece of metadata on an activity. Unknown entities and properties are kept.</summary>
public class Entity : ProtocolObject
{
    /// <summary>Kind of entity: <c>mention</c>, <c>clientInfo</c>, <c>streaminfo</c>, …</summary>
    public string? Type { get; set; }

    /// <summary>Reads a property that is text; null when it is missing or of another kind.</summary>
    public string? GetString(string name) =>
        Properties is not null && Properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Sets a property to text; null removes it.</summary>
    public void SetString(string name, string? value)
    {
        if (value is null)
            Properties?.Remove(name);
        else
            (Properties ??= new Dictionary<string, JsonElement>())[name] = JsonSerializer.SerializeToElement(value, ActivityJson.Context.String);
    }
}
