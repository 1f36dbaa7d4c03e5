using System.Text.Json;
using System.Text.Json.Serialization;
using AssistantBot.Storage.DataLife;

namespace AssistantBot.Bot.DataLife;

/// <summary>JSON of erasures, retention and their answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErasureRecord))]
[JsonSerializable(typeof(ErasureResult))]
[JsonSerializable(typeof(RetentionCount))]
internal sealed partial class DataLifeJson : JsonSerializerContext;
