using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>
/// Makes of what a client posted what the engine may believe: a new activity that takes over only what clients may say, spoken by the
/// token's person in the token's conversation, with an id of ours.
/// </summary>
internal sealed class DirectLineIntake(DirectLineOptions options, TimeProvider time)
{
    /// <summary>Longest client id of an activity, in characters; what is longer could not make a redelivery recognisable.</summary>
    public const int MaxClientId = 128;

    private const int MaxName = 256;
    private const int MaxList = 50;

    /// <summary>Facts about Teams that only Teams may state.</summary>
    private static readonly string[] ReservedChannelData =
        ["tenant", "team", "channel", "teamsChannelId", "teamsTeamId", "eventType", "meeting", "settings", "onBehalfOf", "source", "app", "notification", "streamId", "streamType", "streamSequence"];

    /// <summary>The event at the start of a conversation: bot and person joined.</summary>
    public InboundActivity Start(DirectLineTokenClaims claims, string? locale) => new(
        Addressed(
            new()
            {
                Type = ActivityTypes.ConversationUpdate,
                Locale = Short(locale, 35),
                MembersAdded = [Bot(), Person(claims)],
            },
            claims),
        Identity(claims))
    {
        DedupeKey = "start",
    };

    /// <summary>Takes what a client posted.</summary>
    /// <returns>Null when clients may not send this type.</returns>
    public InboundActivity? Take(Activity posted, DirectLineTokenClaims claims)
    {
        if (posted.Type is not (ActivityTypes.Message or ActivityTypes.Event or ActivityTypes.Typing or ActivityTypes.EndOfConversation or ActivityTypes.MessageReaction))
            return null;
        var activity = new Activity
        {
            Type = posted.Type,
            Text = posted.Text,
            TextFormat = posted.TextFormat is TextFormatTypes.Plain or TextFormatTypes.Markdown ? posted.TextFormat : null,
            Locale = Short(posted.Locale, 35),
            LocalTimestamp = posted.LocalTimestamp,
            LocalTimezone = Short(posted.LocalTimezone, 64),
            Name = posted.Type == ActivityTypes.Event ? posted.Name : null,
            Value = posted.Value,
            ValueType = Short(posted.ValueType, MaxName),
            Code = posted.Type == ActivityTypes.EndOfConversation ? Short(posted.Code, 64) : null,
            ReplyToId = posted.Type is ActivityTypes.Event or ActivityTypes.MessageReaction ? posted.ReplyToId : null,
            ReactionsAdded = Some(posted.ReactionsAdded),
            ReactionsRemoved = Some(posted.ReactionsRemoved),
            Attachments = Some(posted.Attachments?.Where(IsHarmless).ToList()),
            Entities = Some(posted.Entities),
            ChannelData = WithoutReserved(posted.ChannelData),
        };
        return new(Addressed(activity, claims), Identity(claims))
        {
            AppendToTranscript = true,
            DedupeKey = DedupeKey(activity, claims),
        };
    }

    public static ConversationKey KeyOf(DirectLineTokenClaims claims) => new(ChannelIds.Directline, claims.ConversationId);

    public ChannelAccount Bot() => new() { Id = options.BotId, Name = options.BotName, Role = RoleTypes.Bot };

    private Activity Addressed(Activity activity, DirectLineTokenClaims claims)
    {
        activity.Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        activity.Timestamp = time.GetUtcNow();
        activity.ChannelId = ChannelIds.Directline;
        activity.Conversation = new() { Id = claims.ConversationId };
        activity.From = Person(claims);
        activity.Recipient = Bot();
        return activity;
    }

    private static ChannelAccount Person(DirectLineTokenClaims claims) => new() { Id = claims.UserId, Name = claims.UserName, Role = RoleTypes.User };

    private static TurnIdentity Identity(DirectLineTokenClaims claims) => new(TurnOrigin.DirectLine, claims.UserId)
    {
        IsMember = claims.IsMember,
        Name = claims.UserName,
    };

    private static string? DedupeKey(Activity activity, DirectLineTokenClaims claims)
    {
        // A page sends it on every load; one welcome is enough.
        if (activity.Type == ActivityTypes.Event && activity.Name == EventNames.WebChatJoin)
            return "join";
        return ClientIdOf(activity) is { Length: > 0 and <= MaxClientId } id ? $"{claims.UserId}|{id}" : null;
    }

    /// <summary>True when the client's own id of the activity is longer than is kept.</summary>
    public static bool IsClientIdTooLong(Activity? posted) => posted is not null && ClientIdOf(posted) is { Length: > MaxClientId };

    private static string? ClientIdOf(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    private static JsonElement? WithoutReserved(JsonElement? channelData)
    {
        if (channelData is not { ValueKind: JsonValueKind.Object } data)
            return null;
        if (!data.EnumerateObject().Any(IsReserved))
            return data;
        var kept = new Dictionary<string, JsonElement>();
        foreach (var property in data.EnumerateObject().Where(property => !IsReserved(property)))
            kept[property.Name] = property.Value;
        return JsonSerializer.SerializeToElement(kept, ActivityJson.Context.DictionaryStringJsonElement);
    }

    private static bool IsReserved(JsonProperty property) => ReservedChannelData.Contains(property.Name, StringComparer.OrdinalIgnoreCase);

    private static bool IsHarmless(Attachment attachment) =>
        string.IsNullOrEmpty(attachment.ContentUrl)
        || attachment.ContentUrl.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(attachment.ContentUrl, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"));

    private static List<T>? Some<T>(IList<T>? list) => list is null or { Count: 0 } ? null : [.. list.Take(MaxList)];

    private static string? Short(string? text, int max) => text is null || text.Length <= max && !text.Any(char.IsControl) ? text : null;
}
