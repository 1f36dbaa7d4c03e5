using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.Bot.Widget;

/// <summary>Source-generated JSON of the client page's endpoints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatConfig))]
[JsonSerializable(typeof(ChatToken))]
[JsonSerializable(typeof(ChatTokenRequest))]
internal sealed partial class WidgetJson : JsonSerializerContext;
