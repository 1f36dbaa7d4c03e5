using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Source-generated JSON of the protocol types.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = ActivityJson.MaxDepth,
    Converters = [typeof(LenientStringConverter), typeof(LenientDateTimeConverter), typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(ConversationResourceResponse))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ConversationMembers))]
[JsonSerializable(typeof(PagedMembersResult))]
[JsonSerializable(typeof(IList<ChannelAccount>))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(AttachmentData))]
[JsonSerializable(typeof(AdaptiveCardInvokeValue))]
[JsonSerializable(typeof(AdaptiveCardInvokeResponse))]
[JsonSerializable(typeof(TeamsChannelData))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Error))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
public sealed partial class ActivityJsonContext : JsonSerializerContext;
