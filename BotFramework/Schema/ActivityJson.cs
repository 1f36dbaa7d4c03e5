using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AssistantBot.BotFramework.Schema;

/// <summary>
/// Reads and writes activities: lenient on input (case, numbers for text, bad dates, nulls, unknown members),
/// strict on output (no nulls, no empty texts or lists, UTC dates, text not escaped beyond need).
/// </summary>
public static class ActivityJson
{
    /// <summary>Deepest nesting accepted; Adaptive Cards reach 64 in practice.</summary>
    public const int MaxDepth = 128;

    // What was accepted must still be written when it stands inside a list, a transcript or another activity's value.
    private const int MaxWriteDepth = 2 * MaxDepth;

    /// <summary>Options with the protocol's rules, source generated; for types the product adds, chain another resolver.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>The metadata under <see cref="Options"/>.</summary>
    public static ActivityJsonTypes Context { get; } = new(Options);

    /// <summary>Reads one activity.</summary>
    /// <exception cref="JsonException">The text is not JSON, not an object, nested too deep, a member has an impossible shape, a text is not Unicode, or <c>type</c> is missing.</exception>
    public static Activity Read(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith(ByteOrderMark))
            utf8Json = utf8Json[ByteOrderMark.Length..];
        JsonText.RequireUnicode(utf8Json, MaxDepth);
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var activity = JsonSerializer.Deserialize(ref reader, Context.Activity) ?? throw new JsonException("An activity was expected.");

        // Reading on finds what stands behind the object, which is an error.
        while (reader.Read())
        {
        }

        if (string.IsNullOrEmpty(activity.Type))
            throw new JsonException("The activity has no type.");
        return WithoutNullElements(activity);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public static Activity Read(string json) => Read(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>Writes an activity as the protocol wants it.</summary>
    public static string Write(Activity activity) => JsonSerializer.Serialize(activity, Context.Activity);

    /// <summary>Writes an activity as UTF-8.</summary>
    public static byte[] WriteUtf8(Activity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, Context.Activity);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static Activity WithoutNullElements(Activity activity)
    {
        activity.Attachments = Compact(activity.Attachments);
        activity.Entities = Compact(activity.Entities);
        activity.MembersAdded = Compact(activity.MembersAdded);
        activity.MembersRemoved = Compact(activity.MembersRemoved);
        activity.ReactionsAdded = Compact(activity.ReactionsAdded);
        activity.ReactionsRemoved = Compact(activity.ReactionsRemoved);
        activity.ListenFor = Compact(activity.ListenFor);
        activity.TextHighlights = Compact(activity.TextHighlights);
        if (activity.SuggestedActions is { } suggested)
        {
            suggested.Actions = Compact(suggested.Actions);
            suggested.To = Compact(suggested.To);
        }

        if (activity.SemanticAction?.Entities is { } entities)
        {
            foreach (var name in entities.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList())
                entities.Remove(name);
        }

        return activity;
    }

    private static IList<T>? Compact<T>(IList<T>? list) where T : class =>
        list is null || !list.Contains(null!) ? list : [.. list.Where(item => item is not null)];

    private static JsonSerializerOptions CreateOptions() => new(ActivityJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxWriteDepth,
        TypeInfoResolver = ActivityJsonContext.Default.WithAddedModifier(OmitEmpty),
    };

    // Senders omit what says nothing: nulls, empty texts, empty lists. ExpectedReplies and Transcript hold their list even when it is
    // empty: clients read it without asking.
    private static void OmitEmpty(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(ProtocolObject)))
            return;
        var keepsLists = type.Type == typeof(ExpectedReplies) || type.Type == typeof(Transcript);
        foreach (var property in type.Properties.Where(property => !property.IsExtensionData))
        {
            if (property.PropertyType == typeof(string))
                property.ShouldSerialize = static (_, value) => value is string { Length: > 0 };
            else if (property.PropertyType == typeof(JsonElement?))
                property.ShouldSerialize = static (_, value) => value is JsonElement { ValueKind: not JsonValueKind.Undefined };
            else if (!typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = static (_, value) => value is not null;
            else if (!keepsLists)
                property.ShouldSerialize = static (_, value) => value is IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }
}
