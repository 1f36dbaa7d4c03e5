using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Reads an unparsable date as null rather than failing the turn; writes ISO 8601, UTC as <c>Z</c>, other offsets kept.</summary>
internal sealed class LenientDateTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override bool HandleNull => true;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.TryGetDateTimeOffset(out var value))
                return value;
            return DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value) ? value : null;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is not { } date)
            writer.WriteNullValue();
        else if (date.Offset == TimeSpan.Zero)
            writer.WriteStringValue(date.UtcDateTime);
        else
            writer.WriteStringValue(date);
    }
}
