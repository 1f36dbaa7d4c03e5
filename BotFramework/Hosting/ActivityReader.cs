using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>
/// Turns untrusted bytes into an activity that can be stored: valid UTF-8, no lone surrogates (they would poison the row for
/// every later reader), no member of the envelope twice (two readers would see two activities), ids that are ids.
/// </summary>
internal static class ActivityReader
{
    private const int MaxIdLength = 1024;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = ActivityJson.MaxDepth };

    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out Activity? activity)
    {
        activity = null;
        if (body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            body = body[3..];
        if (!Utf8.IsValid(body))
            return false;
        try
        {
            if (!IsWellFormed(body))
                return false;
            activity = ActivityJson.Read(body);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // The JSON reader's word for a string that is not valid UTF-16.
        }

        if (HasUsableIds(activity))
            return true;
        activity = null;
        return false;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var scratch = Array.Empty<char>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && !names.Add(reader.GetString()!))
                return false;
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                if (scratch.Length < reader.ValueSpan.Length)
                    scratch = new char[reader.ValueSpan.Length];
                reader.CopyString(scratch);
            }
        }

        return true;
    }

    private static bool HasUsableIds(Activity activity) =>
        activity.Type is not (ActivityTypes.InvokeResponse or ActivityTypes.Delay)
        && IsUsable(activity.Type) && IsUsable(activity.Id) && IsUsable(activity.ChannelId) && IsUsable(activity.ServiceUrl)
        && IsUsable(activity.ReplyToId) && IsUsable(activity.Name)
        && IsUsable(activity.Conversation?.Id) && IsUsable(activity.From?.Id) && IsUsable(activity.Recipient?.Id);

    private static bool IsUsable(string? id) => id is null || (id.Length <= MaxIdLength && !id.Any(char.IsControl));
}
