using System.Text.Json;
using System.Text.Json.Serialization;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Storage;

/// <summary>Source-generated JSON of the documents that are stored whole.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HandoffRequest))]
[JsonSerializable(typeof(KnowledgeEntry))]
[JsonSerializable(typeof(FileOffer))]
internal sealed partial class StorageJson : JsonSerializerContext;
