using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>Thumbs and "that is not it": stored, and counted for triage.</summary>
internal sealed class FeedbackDialog(IWording wording)
{
    /// <summary>Event by which Web Chat sends a thumb.</summary>
    internal const string WebChatFeedback = "webchat:activity-status/feedback";

    /// <summary>Begins the id of a thumb up; the answer's key follows.</summary>
    internal const string LikePrefix = "like:";

    /// <summary>Begins the id of a thumb down; the answer's key follows.</summary>
    internal const string DislikePrefix = "dislike:";

    private const int LongestComment = 1000;

    /// <summary>Handles Teams' feedback invoke.</summary>
    public Task OnInvokeAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Activity.Value is not { ValueKind: JsonValueKind.Object } value
            || !value.TryGetProperty("actionValue", out var action) || action.ValueKind is not JsonValueKind.Object
            || !action.TryGetProperty("reaction", out var reaction) || reaction.ValueKind is not JsonValueKind.String)
            return Task.CompletedTask;
        var answer = turn.Memory.Answers.Find(given => given.ActivityId is not null && given.ActivityId == turn.Activity.ReplyToId);
        return JudgeAsync(turn, answer, turn.Activity.ReplyToId, reaction.GetString() == "like", Comment(action), cancellationToken);
    }

    /// <summary>Handles Web Chat's feedback event.</summary>
    public Task OnEventAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var id = turn.Activity.Entities?.Select(entity => entity.GetString("@id")).FirstOrDefault(id => id is not null);
        if (id is null || (!id.StartsWith(LikePrefix, StringComparison.Ordinal) && !id.StartsWith(DislikePrefix, StringComparison.Ordinal)))
            return Task.CompletedTask;
        var key = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return turn.Memory.Answers.Find(given => given.Key == key) is { } answer
            ? JudgeAsync(turn, answer, answer.ActivityId, id.StartsWith(LikePrefix, StringComparison.Ordinal), null, cancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>Records that the latest answer was not it, without a reply.</summary>
    public static void Reject(PersonTurn turn)
    {
        var answer = turn.Memory.Answers.LastOrDefault();
        turn.Memory.RejectedAnswers++;
        turn.Work.Add(new RecordFeedbackEffect(answer?.ActivityId, Helpful: false, Cut(turn.Text), answer?.EntryId));
    }

    private Task JudgeAsync(PersonTurn turn, GivenAnswer? answer, string? activityId, bool helpful, string? comment, CancellationToken cancellationToken)
    {
        turn.Work.Add(new RecordFeedbackEffect(activityId, helpful, comment, answer?.EntryId));
        if (helpful)
            return Task.CompletedTask;
        turn.Memory.RejectedAnswers++;
        if (turn.Memory.Pending is not null)
            return Task.CompletedTask;
        turn.Memory.Pending = new PendingQuestion(PendingKind.Offer, answer?.Question ?? "") { Reason = TriageReason.NoAnswer };
        return turn.AskAsync(
            wording.Get("answer.rejected", turn.Language),
            [wording.Get("answer.rephrase", turn.Language), wording.Get("answer.askPerson", turn.Language)],
            cancellationToken);
    }

    // Teams sends the comment as JSON within a string.
    private static string? Comment(JsonElement action)
    {
        if (!action.TryGetProperty("feedback", out var feedback) || feedback.ValueKind is not JsonValueKind.String || feedback.GetString() is not { Length: > 0 } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("feedbackText", out var comment) && comment.ValueKind is JsonValueKind.String
                ? Cut(comment.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return Cut(text);
        }
    }

    private static string? Cut(string text) => text.Length == 0 ? null : text.Length <= LongestComment ? text : text[..LongestComment];
}
