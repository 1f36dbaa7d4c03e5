using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>Writes each value by its own type; reads all as JSON.</summary>
internal sealed class ValueBagConverter : JsonConverter<ValueBag>
{
    public override ValueBag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An object was expected.");
        var bag = new ValueBag();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            bag[name] = JsonElement.ParseValue(ref reader);
        }

        return bag;
    }

    public override void Write(Utf8JsonWriter writer, ValueBag value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in value.Raw)
        {
            writer.WritePropertyName(name);
            if (item is null or JsonElement { ValueKind: JsonValueKind.Undefined })
                writer.WriteNullValue();
            else if (item is JsonElement element)
                element.WriteTo(writer);
            else
                JsonSerializer.Serialize(writer, item, item.GetType(), options);
        }

        writer.WriteEndObject();
    }
}
