using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>An activity as a Direct Line client gets it.</summary>
internal static class DirectLineView
{
    public static Activity Of(Activity activity, string conversationId, DateTimeOffset timestamp) => new()
    {
        Type = activity.Type,
        Id = activity.Id,
        Timestamp = timestamp.ToUniversalTime(),
        LocalTimestamp = activity.LocalTimestamp,
        Locale = activity.Locale,
        ChannelId = ChannelIds.Directline,
        From = activity.From is { } from ? new() { Id = from.Id, Name = from.Name, Role = from.Role } : null,
        Conversation = new() { Id = conversationId },
        ReplyToId = activity.ReplyToId,
        Text = activity.Text,
        TextFormat = activity.TextFormat,
        Speak = activity.Speak,
        InputHint = activity.InputHint,
        Summary = activity.Summary,
        Importance = activity.Importance,
        AttachmentLayout = activity.AttachmentLayout,
        Attachments = activity.Attachments,
        SuggestedActions = activity.SuggestedActions,
        Value = activity.Value,
        ValueType = activity.ValueType,
        Name = activity.Name,
        Code = activity.Code,
        SemanticAction = activity.SemanticAction,
        Entities = activity.Entities,
        ChannelData = WithStreamInfo(activity, null),
        Properties = activity.Properties,
    };

    /// <summary>
    /// A chunk of a stream or a typing indicator. All chunks carry the stream's id as their own: Web Chat ties them together by it, and a
    /// client that missed the first still can.
    /// </summary>
    public static Activity Ephemeral(Activity activity, string conversationId, string streamId, DateTimeOffset timestamp)
    {
        var isChunk = !string.IsNullOrEmpty(activity.Text);
        var view = Of(activity, conversationId, timestamp);
        view.Id = streamId;
        view.ReplyToId = null;
        view.ChannelData = isChunk ? WithStreamInfo(activity, streamId) : activity.ChannelData;
        view.Text = isChunk ? activity.Text : null;
        return view;
    }

    public static Activity Deleted(Activity view, string? language) => new()
    {
        Type = ActivityTypes.Message,
        Id = view.Id,
        Timestamp = view.Timestamp,
        ChannelId = view.ChannelId,
        From = view.From,
        Conversation = view.Conversation,
        TextFormat = TextFormatTypes.Plain,
        Text = language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "Message deleted" : "Message supprimé",
    };

    /// <summary>The id of the stream the activity belongs to, by entity or by channel data; null when it names none.</summary>
    public static string? StreamIdOf(Activity activity) =>
        StreamInfo.Of(activity)?.GetString(StreamInfo.StreamId)
        ?? (activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(StreamInfo.StreamId, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);

    /// <summary>Web Chat reads the stream's fields only in channel data; the specification has them in an entity.</summary>
    private static JsonElement? WithStreamInfo(Activity activity, string? streamId)
    {
        if (StreamInfo.Of(activity) is not { } info)
            return activity.ChannelData;
        var data = activity.ChannelData is { ValueKind: JsonValueKind.Object } own
            ? own.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        if (streamId is not null)
            data[StreamInfo.StreamId] = JsonSerializer.SerializeToElement(streamId, ActivityJson.Context.String);
        foreach (var name in (ReadOnlySpan<string>)[StreamInfo.StreamId, StreamInfo.StreamType, StreamInfo.StreamSequence, "streamResult"])
        {
            if (info.Properties?.TryGetValue(name, out var value) == true && !(name == StreamInfo.StreamId && streamId is not null))
                data[name] = value;
        }

        return JsonSerializer.SerializeToElement(data, ActivityJson.Context.DictionaryStringJsonElement);
    }
}
