using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Source-generated JSON of what the engine stores beside activities.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TurnIdentity))]
[JsonSerializable(typeof(InvokeResponse))]
public sealed partial class TurnJson : JsonSerializerContext;
