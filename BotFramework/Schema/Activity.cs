using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Everything that travels between bot and channel (Activity spec 3.1/3.4).</summary>
public sealed partial class Activity : ProtocolObject
{
    /// <summary><see cref="ActivityTypes"/>; required on the wire.</summary>
    public string? Type { get; set; }

    /// <summary>Given by the channel; blank when sending.</summary>
    public string? Id { get; set; }

    /// <summary>When the channel received it, UTC.</summary>
    [JsonConverter(typeof(LenientUtcConverter))]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The sender's local time, with its offset.</summary>
    public DateTimeOffset? LocalTimestamp { get; set; }

    /// <summary>IANA name of the sender's zone.</summary>
    public string? LocalTimezone { get; set; }

    /// <summary>Set by the receiver, never read from the wire.</summary>
    public string? CallerId { get; set; }

    /// <summary>Where replies go.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary><see cref="ChannelIds"/>.</summary>
    public string? ChannelId { get; set; }

    /// <summary>The sender.</summary>
    public ChannelAccount? From { get; set; }

    /// <summary>The conversation.</summary>
    public ConversationAccount? Conversation { get; set; }

    /// <summary>The receiver.</summary>
    public ChannelAccount? Recipient { get; set; }

    /// <summary>The activity this one answers.</summary>
    public string? ReplyToId { get; set; }

    /// <summary>Another conversation this one is about.</summary>
    public ConversationReference? RelatesTo { get; set; }

    /// <summary>BCP 47 locale of the text; garbage is possible.</summary>
    public string? Locale { get; set; }

    /// <summary><see cref="DeliveryModes"/>; missing is normal.</summary>
    public string? DeliveryMode { get; set; }

    /// <summary>After this the activity is worthless.</summary>
    [JsonConverter(typeof(LenientUtcConverter))]
    public DateTimeOffset? Expiration { get; set; }

    /// <summary><see cref="ImportanceTypes"/>.</summary>
    public string? Importance { get; set; }

    /// <summary>What is said.</summary>
    public string? Text { get; set; }

    /// <summary><see cref="TextFormatTypes"/>; always sent explicitly.</summary>
    public string? TextFormat { get; set; }

    /// <summary>SSML.</summary>
    public string? Speak { get; set; }

    /// <summary><see cref="InputHints"/>.</summary>
    public string? InputHint { get; set; }

    /// <summary>Short form for channels that cannot show the rest.</summary>
    public string? Summary { get; set; }

    /// <summary><see cref="AttachmentLayoutTypes"/>.</summary>
    public string? AttachmentLayout { get; set; }

    /// <summary>Files and cards.</summary>
    public IList<Attachment>? Attachments { get; set; }

    /// <summary>Buttons above the input.</summary>
    public SuggestedActions? SuggestedActions { get; set; }

    /// <summary>Value of an invoke, event or card submit; untrusted.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>Type of <see cref="Value"/>.</summary>
    public string? ValueType { get; set; }

    /// <summary>Phrases speech should expect.</summary>
    public IList<string>? ListenFor { get; set; }

    /// <summary>Parts to emphasise.</summary>
    public IList<TextHighlight>? TextHighlights { get; set; }

    /// <summary>Programmatic action.</summary>
    public SemanticAction? SemanticAction { get; set; }

    /// <summary>Mentions, client info, stream info and others.</summary>
    public IList<Entity>? Entities { get; set; }

    /// <summary>Channel-specific data.</summary>
    public JsonElement? ChannelData { get; set; }

    /// <summary>conversationUpdate: who came.</summary>
    public IList<ChannelAccount>? MembersAdded { get; set; }

    /// <summary>conversationUpdate: who left.</summary>
    public IList<ChannelAccount>? MembersRemoved { get; set; }

    /// <summary>conversationUpdate: new title.</summary>
    public string? TopicName { get; set; }

    /// <summary>Deprecated.</summary>
    public bool? HistoryDisclosed { get; set; }

    /// <summary>messageReaction: added.</summary>
    public IList<MessageReaction>? ReactionsAdded { get; set; }

    /// <summary>messageReaction: removed.</summary>
    public IList<MessageReaction>? ReactionsRemoved { get; set; }

    /// <summary>Name of an event or invoke.</summary>
    public string? Name { get; set; }

    /// <summary>Label of a trace.</summary>
    public string? Label { get; set; }

    /// <summary>endOfConversation: <see cref="EndOfConversationCodes"/>.</summary>
    public string? Code { get; set; }

    /// <summary>installationUpdate: <c>add</c>, <c>remove</c>, <c>add-upgrade</c>, <c>remove-upgrade</c>.</summary>
    public string? Action { get; set; }
}
