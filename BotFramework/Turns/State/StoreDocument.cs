using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>The rule of eTags, shared by the storages.</summary>
internal static class StoreDocument
{
    public const string ETagName = "eTag";

    /// <summary>The document to store for a value that is written over what is stored now.</summary>
    /// <exception cref="ArgumentException">The value is an <see cref="IStoreItem"/> of another version.</exception>
    public static string Create(string key, object value, JsonElement? stored, Func<string> newETag)
    {
        if (value is not IStoreItem item)
            return StateJson.Write(value);
        if (ETagOf(stored) is { } current && item.ETag != "*" && item.ETag != current)
            throw new ArgumentException($"Etag conflict on \"{key}\": stored {current}, written {item.ETag ?? "null"}.", nameof(value));
        var document = JsonSerializer.SerializeToNode(value, value.GetType(), StateJson.Options) as JsonObject
            ?? throw new ArgumentException("A store item must be a JSON object.", nameof(value));
        document[ETagName] = newETag();
        return document.ToJsonString(StateJson.Options);
    }

    private static string? ETagOf(JsonElement? stored) =>
        stored is { ValueKind: JsonValueKind.Object } document && document.TryGetProperty(ETagName, out var eTag) && eTag.ValueKind == JsonValueKind.String
            ? eTag.GetString()
            : null;
}
