using System.Globalization;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>Notices as the text of a NOTIFY: the sender's number, then one line each.</summary>
internal static class NodeNoticeText
{
    // PostgreSQL takes less than 8000 bytes.
    private const int MaxLength = 7000;

    /// <summary>Packs notices into as few texts as they need.</summary>
    public static IEnumerable<string> Write(long sender, IEnumerable<NodeNotice> notices)
    {
        var head = sender.ToString(CultureInfo.InvariantCulture);
        var text = new System.Text.StringBuilder(head);
        foreach (var notice in notices)
        {
            var line = Line(notice);
            if (text.Length + line.Length >= MaxLength)
            {
                yield return text.ToString();
                text.Clear().Append(head);
            }

            text.Append('\n').Append(line);
        }

        if (text.Length > head.Length)
            yield return text.ToString();
    }

    /// <summary>Reads a text.</summary>
    /// <returns>Nothing for what this node sent itself, or what is not understood (a newer node's).</returns>
    public static IEnumerable<NodeNotice> Read(string text, long self)
    {
        var lines = text.Split('\n');
        if (!long.TryParse(lines[0], CultureInfo.InvariantCulture, out var sender) || sender == self)
            yield break;
        foreach (var line in lines.Skip(1))
        {
            var parts = line.Split(' ');
            if (parts is ["c", var channel, var conversation])
                yield return new NodeNotice(NodeNoticeKind.Changed, new ConversationKey(Uri.UnescapeDataString(channel), Uri.UnescapeDataString(conversation)));
            else if (parts is ["w", var work] && long.TryParse(work, CultureInfo.InvariantCulture, out var conversationId))
                yield return new NodeNotice(NodeNoticeKind.Work, Id: conversationId);
            else if (parts is ["e", var ended] && long.TryParse(ended, CultureInfo.InvariantCulture, out var inboxId))
                yield return new NodeNotice(NodeNoticeKind.Ended, Id: inboxId);
            else if (parts is ["r", var kind, var key, var version] && long.TryParse(version, CultureInfo.InvariantCulture, out var outdated))
                yield return new NodeNotice(NodeNoticeKind.Raised, Id: outdated, Raised: new VersionKey(Uri.UnescapeDataString(kind), Uri.UnescapeDataString(key)));
        }
    }

    // An id too long for a notice is found by the sweeps, or when the turn commits.
    private static string Line(NodeNotice notice)
    {
        var line = notice switch
        {
            { Conversation: { } conversation } => $"c {Uri.EscapeDataString(conversation.ChannelId)} {Uri.EscapeDataString(conversation.ConversationId)}",
            { Raised: { } key } => string.Create(CultureInfo.InvariantCulture, $"r {Uri.EscapeDataString(key.Kind)} {Uri.EscapeDataString(key.Key)} {notice.Id}"),
            { Kind: NodeNoticeKind.Work } => string.Create(CultureInfo.InvariantCulture, $"w {notice.Id}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"e {notice.Id}"),
        };
        return line.Length < MaxLength / 2 ? line : "";
    }
}
