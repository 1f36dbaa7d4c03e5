using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Schema;

/// <summary>As <see cref="LenientDateTimeConverter"/>, but writes every date as UTC.</summary>
internal sealed class LenientUtcConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly LenientDateTimeConverter Lenient = new();

    public override bool HandleNull => true;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Lenient.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        Lenient.Write(writer, value?.ToUniversalTime(), options);
}
