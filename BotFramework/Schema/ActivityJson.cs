using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AssistantBot.BotFramework.Schema;

/// <summary>
/// Reads and writes activities: lenient on input (case, numbers for text, bad dates, nulls, unknown members),
/// strict on output (no nulls, no empty lists, UTC dates, text not escaped beyond need).
/// </summary>
public static class ActivityJson
{
    /// <summary>Deepest nesting accepted; Adaptive Cards reach 64 in practice.</summary>
    public const int MaxDepth = 128;

    /// <summary>Options with the protocol's rules, source generated; for types the product adds, chain another resolver.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>The source-generated metadata under <see cref="Options"/>.</summary>
    public static ActivityJsonContext Context { get; } = new(CreateOptions());

    /// <summary>Reads one activity.</summary>
    /// <exception cref="JsonException">The text is not JSON, not an object, nested too deep, a member has an impossible shape, or <c>type</c> is missing.</exception>
    public static Activity Read(ReadOnlySpan<byte> utf8Json)
    {
        var activity = JsonSerializer.Deserialize(utf8Json, Context.Activity) ?? throw new JsonException("An activity was expected.");
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

    private static Activity WithoutNullElements(Activity activity)
    {
        activity.Attachments = Compact(activity.Attachments);
        activity.Entities = Compact(activity.Entities);
        activity.MembersAdded = Compact(activity.MembersAdded);
        activity.MembersRemoved = Compact(activity.MembersRemoved);
        activity.ReactionsAdded = Compact(activity.ReactionsAdded);
        activity.ReactionsRemoved = Compact(activity.ReactionsRemoved);
        if (activity.SuggestedActions is { } suggested)
            suggested.Actions = Compact(suggested.Actions);
        return activity;
    }

    private static IList<T>? Compact<T>(IList<T>? list) where T : class =>
        list is null || !list.Contains(null!) ? list : [.. list.Where(item => item is not null)];

    private static JsonSerializerOptions CreateOptions() => new(ActivityJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ActivityJsonContext.Default.WithAddedModifier(OmitEmptyLists),
    };

    // ExpectedReplies and Transcript hold their list even when it is empty: clients read it without asking.
    private static void OmitEmptyLists(JsonTypeInfo type)
    {
        if (type.Type == typeof(ExpectedReplies) || type.Type == typeof(Transcript))
            return;
        foreach (var property in type.Properties)
        {
            if (property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && !property.IsExtensionData)
                property.ShouldSerialize = static (_, value) => value is IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }
}
