using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Teams;

/// <summary>A person's judgement of a message, from a <c>message/submitAction</c> invoke.</summary>
/// <param name="ActivityId">The message judged (channel id), or null.</param>
/// <param name="Reaction"><c>like</c> or <c>dislike</c>.</param>
/// <param name="Text">What the person wrote; null for nothing.</param>
public sealed record FeedbackSubmission(string? ActivityId, string Reaction, string? Text)
{
    /// <summary>True for a thumb up.</summary>
    public bool IsHelpful => Reaction == "like";

    /// <summary>Reads the submission; null when the value is of another shape or not feedback.</summary>
    public static FeedbackSubmission? From(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || TextOf(value, "actionName") != "feedback")
            return null;
        if (!value.TryGetProperty("actionValue", out var actionValue) || actionValue.ValueKind != JsonValueKind.Object)
            return null;
        return TextOf(actionValue, "reaction") is ("like" or "dislike") and var reaction
            ? new FeedbackSubmission(activity.ReplyToId, reaction, CommentOf(actionValue))
            : null;
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Teams puts the comment as JSON inside a string; a custom form may send plain text.
    private static string? CommentOf(JsonElement actionValue)
    {
        if (TextOf(actionValue, "feedback") is not { Length: > 0 } feedback)
            return null;
        try
        {
            using var inner = JsonDocument.Parse(feedback);
            if (inner.RootElement.ValueKind == JsonValueKind.Object)
                return TextOf(inner.RootElement, "feedbackText") is { Length: > 0 } comment ? comment : null;
        }
        catch (JsonException)
        {
            // Plain text, kept as it is.
        }

        return feedback;
    }
}
