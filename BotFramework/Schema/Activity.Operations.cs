using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

public sealed partial class Activity
{
    /// <summary>A message activity.</summary>
    public static Activity CreateMessage(string? text = null) =>
        new() { Type = ActivityTypes.Message, Text = text, TextFormat = text is null ? null : TextFormatTypes.Markdown };

    /// <summary>An event activity.</summary>
    public static Activity CreateEvent(string name, JsonElement? value = null) =>
        new() { Type = ActivityTypes.Event, Name = name, Value = value };

    /// <summary>The typing indicator.</summary>
    public static Activity CreateTyping() => new() { Type = ActivityTypes.Typing };

    /// <summary>
    /// A reply addressed to the sender. Its text is the empty string when none is given, as in the SDK.
    /// </summary>
    public Activity CreateReply(string? text = null, string? locale = null)
    {
        var reply = CreateMessage(text ?? "");
        reply.Locale = locale ?? Locale;
        return reply.ApplyConversationReference(GetConversationReference());
    }

    /// <summary>
    /// The reference of this activity's conversation. On <c>directline</c> and <c>webchat</c> the id of a
    /// conversationUpdate is not a message's and is left out (SDK behaviour).
    /// </summary>
    public ConversationReference GetConversationReference() => new()
    {
        ActivityId = Type == ActivityTypes.ConversationUpdate && ChannelId is (ChannelIds.Directline or ChannelIds.Webchat) ? null : Id,
        User = From,
        Bot = Recipient,
        Conversation = Conversation,
        ChannelId = ChannelId,
        Locale = Locale,
        ServiceUrl = ServiceUrl,
    };

    /// <summary>
    /// Addresses this activity by a reference: outgoing from the bot to the user, incoming the other way round.
    /// </summary>
    /// <returns>This activity.</returns>
    public Activity ApplyConversationReference(ConversationReference reference, bool isIncoming = false)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ChannelId = reference.ChannelId;
        ServiceUrl = reference.ServiceUrl;
        Conversation = reference.Conversation;
        Locale ??= reference.Locale;
        if (isIncoming)
        {
            From = reference.User;
            Recipient = reference.Bot;
            Id = reference.ActivityId ?? Id;
        }
        else
        {
            From = reference.Bot;
            Recipient = reference.User;
            ReplyToId = reference.ActivityId ?? ReplyToId;
        }

        return this;
    }

    /// <summary>The mention entities.</summary>
    public IEnumerable<Mention> GetMentions() =>
        Entities?.Select(Mention.From).OfType<Mention>() ?? [];

    /// <summary>
    /// The text without the mentions of the receiver, found by entity and never by parsing the text. This activity is not changed.
    /// </summary>
    public string? TextWithoutRecipientMention()
    {
        if (Text is null || Recipient?.Id is not { } me)
            return Text;
        var text = Text;
        foreach (var mention in GetMentions())
        {
            if (mention.Mentioned.Id == me && !string.IsNullOrEmpty(mention.Text))
                text = text.Replace(mention.Text, "", StringComparison.OrdinalIgnoreCase);
        }

        return text.Trim();
    }

    /// <summary>Removes the mentions of the receiver from <see cref="Text"/>, as the SDK's method of that name does.</summary>
    /// <returns>The new text.</returns>
    public string? RemoveRecipientMention() => Text = TextWithoutRecipientMention();

    /// <summary>True when the receiver is mentioned.</summary>
    public bool MentionsRecipient() => Recipient?.Id is { } me && GetMentions().Any(m => m.Mentioned.Id == me);

    /// <summary>Reads <see cref="ChannelData"/> as Teams' form; null when it is absent or of another shape.</summary>
    public TeamsChannelData? GetTeamsChannelData()
    {
        if (ChannelData is not { ValueKind: JsonValueKind.Object } data)
            return null;
        try
        {
            return data.Deserialize(ActivityJson.Context.TeamsChannelData);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A deep copy by way of JSON.</summary>
    public Activity Clone() => ActivityJson.Read(ActivityJson.WriteUtf8(this));
}
