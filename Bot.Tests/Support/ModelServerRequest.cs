using System.Text.Json;

namespace AssistantBot.Tests.Support;

/// <summary>A call the stand-in model server received.</summary>
/// <param name="Body">The JSON body.</param>
/// <param name="Headers">The request headers.</param>
/// <param name="Path">The path.</param>
public sealed record ModelServerRequest(JsonElement Body, IReadOnlyDictionary<string, string> Headers, string Path)
{
    public bool IsStreaming => Body.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    public string System => Message("system");

    public string User => Message("user");

    private string Message(string role) => Body.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => message.GetProperty("content"))
        .Select(content => content.ValueKind == JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!)
        .Single();
}
