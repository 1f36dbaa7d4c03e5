using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What makes a redelivered activity recognisable within its conversation.</summary>
internal static class DedupeKeys
{
    /// <summary>The key of an inbound activity; unique when the activity carries nothing to recognise it by.</summary>
    public static string Of(InboundActivity inbound)
    {
        if (inbound.DedupeKey is { Length: > 0 } given)
            return given;
        var activity = inbound.Activity;
        // Direct Line ids are ours, a new one for each post: only the client's own id tells a repeated post.
        if (inbound.Identity.Origin == TurnOrigin.DirectLine)
            return ClientActivityId(activity) is { } client ? $"client|{inbound.Identity.PersonId ?? activity.From?.Id}|{client}" : Unique();
        if (string.IsNullOrEmpty(activity.Id))
            return Unique();
        return activity.Type is ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete
            ? $"{activity.Type}|{activity.Id}|{Hash(activity)}"
            : $"{activity.Type}|{activity.Id}";
    }

    private static string Unique() => $"new|{Guid.NewGuid():n}";

    private static string? ClientActivityId(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("clientActivityID", out var id)
        && id.ValueKind == JsonValueKind.String
        && id.GetString() is { Length: > 0 and <= 256 } text
            ? text
            : null;

    // Edits and deletes carry the original's id; what tells two of them apart is when and what.
    private static string Hash(Activity activity)
    {
        var content = new StringBuilder()
            .Append(activity.Timestamp?.UtcTicks).Append('\n')
            .Append(activity.Text).Append('\n')
            .Append(activity.Value?.GetRawText()).Append('\n')
            .Append(activity.ChannelData?.GetRawText()).Append('\n');
        foreach (var attachment in activity.Attachments ?? [])
            content.Append(attachment.ContentType).Append('|').Append(attachment.ContentUrl).Append('|').Append(attachment.Content?.GetRawText()).Append('\n');
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())).AsSpan(0, 18));
    }
}
