using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AssistantBot.BotFramework.Schema;

/// <summary>
/// The metadata of the protocol types with the protocol's rules for output. (A serializer context made from options would replace their
/// resolver and so lose the rules; this goes through the options.)
/// </summary>
public sealed class ActivityJsonTypes
{
    private readonly JsonSerializerOptions _options;

    internal ActivityJsonTypes(JsonSerializerOptions options) => _options = options;

    /// <summary>Metadata of <see cref="Schema.Activity"/>.</summary>
    public JsonTypeInfo<Activity> Activity => Get<Activity>();

    /// <summary>Metadata of <see cref="Schema.ExpectedReplies"/>.</summary>
    public JsonTypeInfo<ExpectedReplies> ExpectedReplies => Get<ExpectedReplies>();

    /// <summary>Metadata of <see cref="Schema.Transcript"/>.</summary>
    public JsonTypeInfo<Transcript> Transcript => Get<Transcript>();

    /// <summary>Metadata of <see cref="Schema.ConversationParameters"/>.</summary>
    public JsonTypeInfo<ConversationParameters> ConversationParameters => Get<ConversationParameters>();

    /// <summary>Metadata of <see cref="Schema.ConversationReference"/>.</summary>
    public JsonTypeInfo<ConversationReference> ConversationReference => Get<ConversationReference>();

    /// <summary>Metadata of <see cref="Schema.ConversationResourceResponse"/>.</summary>
    public JsonTypeInfo<ConversationResourceResponse> ConversationResourceResponse => Get<ConversationResourceResponse>();

    /// <summary>Metadata of <see cref="Schema.ResourceResponse"/>.</summary>
    public JsonTypeInfo<ResourceResponse> ResourceResponse => Get<ResourceResponse>();

    /// <summary>Metadata of <see cref="Schema.ConversationMembers"/>.</summary>
    public JsonTypeInfo<ConversationMembers> ConversationMembers => Get<ConversationMembers>();

    /// <summary>Metadata of <see cref="Schema.PagedMembersResult"/>.</summary>
    public JsonTypeInfo<PagedMembersResult> PagedMembersResult => Get<PagedMembersResult>();

    /// <summary>Metadata of <see cref="Schema.ChannelAccount"/>.</summary>
    public JsonTypeInfo<ChannelAccount> ChannelAccount => Get<ChannelAccount>();

    /// <summary>Metadata of <see cref="Schema.Attachment"/>.</summary>
    public JsonTypeInfo<Attachment> Attachment => Get<Attachment>();

    /// <summary>Metadata of <see cref="Schema.Entity"/>.</summary>
    public JsonTypeInfo<Entity> Entity => Get<Entity>();

    /// <summary>Metadata of <see cref="Schema.ErrorResponse"/>.</summary>
    public JsonTypeInfo<ErrorResponse> ErrorResponse => Get<ErrorResponse>();

    /// <summary>Metadata of <see cref="Schema.AttachmentData"/>.</summary>
    public JsonTypeInfo<AttachmentData> AttachmentData => Get<AttachmentData>();

    /// <summary>Metadata of <see cref="Schema.AdaptiveCardInvokeValue"/>.</summary>
    public JsonTypeInfo<AdaptiveCardInvokeValue> AdaptiveCardInvokeValue => Get<AdaptiveCardInvokeValue>();

    /// <summary>Metadata of <see cref="Schema.AdaptiveCardInvokeResponse"/>.</summary>
    public JsonTypeInfo<AdaptiveCardInvokeResponse> AdaptiveCardInvokeResponse => Get<AdaptiveCardInvokeResponse>();

    /// <summary>Metadata of <see cref="Schema.TeamsChannelData"/>.</summary>
    public JsonTypeInfo<TeamsChannelData> TeamsChannelData => Get<TeamsChannelData>();

    /// <summary>Metadata of <see cref="System.Text.Json.JsonElement"/>.</summary>
    public JsonTypeInfo<JsonElement> JsonElement => Get<JsonElement>();

    /// <summary>Metadata of <see cref="Schema.Error"/>.</summary>
    public JsonTypeInfo<Error> Error => Get<Error>();

    /// <summary>Metadata of whole numbers.</summary>
    public JsonTypeInfo<int> Int32 => Get<int>();

    /// <summary>Metadata of text.</summary>
    public JsonTypeInfo<string> String => Get<string>();

    /// <summary>Metadata of a list of accounts.</summary>
    public JsonTypeInfo<IList<ChannelAccount>> IListChannelAccount => Get<IList<ChannelAccount>>();

    /// <summary>Metadata of open properties.</summary>
    public JsonTypeInfo<Dictionary<string, JsonElement>> DictionaryStringJsonElement => Get<Dictionary<string, JsonElement>>();

    private JsonTypeInfo<T> Get<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
