using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>
/// JSON of state documents: any plain type, with the protocol's own rules for activities inside. Nulls are kept, so that what is read is
/// what was written; no type names are stored, so types are given when reading.
/// </summary>
public static class StateJson
{
    /// <summary>Deepest nesting of a document. Deeper than an activity's, because dialogs nest activities in dialogs.</summary>
    public const int MaxDepth = 512;

    /// <summary>The options of all state documents.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Writes a value, by its own type rather than the declared one.</summary>
    /// <exception cref="JsonException">The value refers to itself or nests too deep.</exception>
    public static JsonElement ToElement(object? value) => value is JsonElement { ValueKind: not JsonValueKind.Undefined } element
        ? element
        : JsonSerializer.SerializeToElement(value is JsonElement ? null : value, value is null or JsonElement ? typeof(object) : value.GetType(), Options);

    /// <summary>Writes a value as text, by its own type.</summary>
    public static string Write(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), Options);

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonElement Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize<JsonElement>(json, Options);
    }

    /// <summary>Reads a value as a type; a value that has the type already is returned as it is.</summary>
    /// <exception cref="JsonException">The JSON has another shape.</exception>
    public static T? ConvertTo<T>(object? value) => value switch
    {
        null => default,
        T typed => typed,
        JsonElement element => element.Deserialize<T>(Options),
        _ => ToElement(value).Deserialize<T>(Options),
    };

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(ActivityJson.Options)
        {
            MaxDepth = MaxDepth,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(
                ActivityJson.Options.TypeInfoResolver!,
                new DefaultJsonTypeInfoResolver()),
        };
        options.MakeReadOnly();
        return options;
    }
}
