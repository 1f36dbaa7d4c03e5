using System.Globalization;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// What nodes say about ephemeral output, as texts of a NOTIFY: that somebody watches a conversation here (no <paramref name="Piece"/>), or one
/// piece of something to be shown.
/// </summary>
/// <param name="Sender">The sender's session.</param>
/// <param name="Conversation">Which conversation.</param>
/// <param name="Index">Number of the piece, from 0.</param>
/// <param name="Count">How many pieces there are.</param>
/// <param name="Piece">Base64; null when the sender watches.</param>
internal sealed record EphemeralText(long Sender, ConversationKey Conversation, int Index = 0, int Count = 0, string? Piece = null)
{
    /// <summary>What is longer is not shown elsewhere before it is finished, in bytes.</summary>
    public const int MaxBytes = 60_000;

    // PostgreSQL takes less than 8000 bytes.
    private const int MaxPiece = 6000;
    private const int MaxHead = 1500;

    /// <summary>Says that somebody watches here.</summary>
    public static IEnumerable<string> Watching(long sender, ConversationKey conversation) =>
        Head(sender, conversation) is { } head ? [head] : [];

    /// <summary>Packs something to be shown into as few texts as it needs; none when it is too long.</summary>
    public static IEnumerable<string> Show(long sender, ConversationKey conversation, byte[] content)
    {
        if (content.Length > MaxBytes || Head(sender, conversation) is not { } head)
            return [];
        var pieces = Convert.ToBase64String(content).Chunk(MaxPiece).ToList();
        return pieces.Select((piece, i) => string.Create(CultureInfo.InvariantCulture, $"{head} {i} {pieces.Count} {new string(piece)}"));
    }

    /// <summary>Reads a text.</summary>
    /// <returns>Null for what is not understood (a newer node's).</returns>
    public static EphemeralText? Read(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length < 3 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var sender))
            return null;
        var conversation = new ConversationKey(Uri.UnescapeDataString(parts[1]), Uri.UnescapeDataString(parts[2]));
        if (parts.Length == 3)
            return new EphemeralText(sender, conversation);
        return parts.Length == 6 && int.TryParse(parts[3], CultureInfo.InvariantCulture, out var index) && int.TryParse(parts[4], CultureInfo.InvariantCulture, out var count)
            ? new EphemeralText(sender, conversation, index, count, parts[5])
            : null;
    }

    private static string? Head(long sender, ConversationKey conversation)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{sender} {Uri.EscapeDataString(conversation.ChannelId)} {Uri.EscapeDataString(conversation.ConversationId)}");
        return head.Length <= MaxHead ? head : null;
    }
}
