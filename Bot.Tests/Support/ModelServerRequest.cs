using System.Text.Json;

namespace AssistantBot.Tests.Support;

/// <summary>A call the stand-in model server received.</summary>
/// <param name="Body">The JSON body.</param>
/// <param name="Headers">The request headers.</param>
/// <param name="Path">The path.</param>
public sealed record ModelServerRequest(JsonElement Body, IReadOnlyDictionary<string, string> Headers, string Path)
{
    public bool IsStreaming => Body.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    /// <summary>Anthropic has the rules beside the messages, the others among them.</summary>
    public string System => Body.TryGetProperty("system", out var system) ? Text(system) : Message("system");

    public string User => Message("user");

    /// <summary>The user message as the JSON object our prompts send.</summary>
    public JsonElement Data => JsonDocument.Parse(User).RootElement;

    /// <summary>True for the call that judges the message, false for the one that words the answer.</summary>
    public bool IsJudgement => System.Contains("\"route\"", StringComparison.Ordinal);

    /// <summary>The texts of a call for embeddings.</summary>
    public IReadOnlyList<string> Inputs => Body.GetProperty("input") is { ValueKind: JsonValueKind.Array } inputs
        ? [.. inputs.EnumerateArray().Select(input => input.GetString()!)]
        : [Body.GetProperty("input").GetString()!];

    private string Message(string role) => Body.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => Text(message.GetProperty("content")))
        .Single();

    private static string Text(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!;
}
