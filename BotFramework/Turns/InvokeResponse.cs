using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>The answer to an invoke: HTTP status and JSON body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON body, or null for none.</param>
public sealed record InvokeResponse(int Status, JsonElement? Body = null)
{
    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Reads the answer from an <c>invokeResponse</c> activity (value <c>{ status, body }</c>); null when it is none.</summary>
    public static InvokeResponse? FromActivity(Activity? activity)
    {
        if (activity is not { Type: ActivityTypes.InvokeResponse, Value: { ValueKind: JsonValueKind.Object } value })
            return null;
        if (!value.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Number || !status.TryGetInt32(out var code))
            return null;
        return new InvokeResponse(code, value.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null ? body : null);
    }

    /// <summary>The activity that gives this answer when it is sent. It never travels on the wire.</summary>
    public Activity ToActivity()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("status", Status);
            if (Body is { ValueKind: not JsonValueKind.Undefined } body)
            {
                writer.WritePropertyName("body");
                body.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.ToArray(), new JsonReaderOptions { MaxDepth = 1000 });
        return new Activity { Type = ActivityTypes.InvokeResponse, Value = JsonElement.ParseValue(ref reader) };
    }
}
