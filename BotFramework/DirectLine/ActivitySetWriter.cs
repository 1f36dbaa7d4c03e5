using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Writes an ActivitySet. The <c>activities</c> array is always there: without it clients go deaf and say nothing.</summary>
internal static class ActivitySetWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = ActivityJson.Options.Encoder,
        MaxDepth = ActivityJson.MaxDepth + 8,
        SkipValidation = true,
    };

    public static ArrayBufferWriter<byte> Write(IReadOnlyList<Activity> activities, long? watermark)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("activities"u8);
        foreach (var activity in activities)
            JsonSerializer.Serialize(writer, activity, ActivityJson.Context.Activity);
        writer.WriteEndArray();
        if (watermark is { } position)
            writer.WriteString("watermark"u8, position.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.Flush();
        return buffer;
    }
}
