using System.Text.Json;
using System.Text.Unicode;

namespace AssistantBot.BotFramework.Schema;

/// <summary>
/// Refuses what the JSON reader lets pass and trips over later: bytes that are not UTF-8, and escapes of half a surrogate pair. Left alone
/// they would be accepted inside <c>value</c> or <c>channelData</c> and fail when written.
/// </summary>
internal static class JsonText
{
    /// <exception cref="JsonException">A text is not Unicode, or the JSON is malformed.</exception>
    public static void RequireUnicode(ReadOnlySpan<byte> utf8Json, int maxDepth)
    {
        if (!Utf8.IsValid(utf8Json))
            throw new JsonException("The text is not UTF-8.");

        // Only an escape can still name half a pair.
        if (utf8Json.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException notUnicode)
            {
                throw new JsonException("A text is not Unicode.", notUnicode);
            }
        }
    }
}
