using AssistantBot.BotFramework.Teams;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Dialogs;

/// <summary>Thumbs and "that is not it": stored, and counted for triage.</summary>
internal sealed class AnswerFeedback(HandoffOpening opening, PersonDialogs dialogs)
{
    /// <summary>Event by which Web Chat sends a thumb.</summary>
    internal const string WebChatFeedback = "webchat:activity-status/feedback";

    /// <summary>Begins the id of a thumb up; the answer's key follows.</summary>
    internal const string LikePrefix = "like:";

    /// <summary>Begins the id of a thumb down; the answer's key follows.</summary>
    internal const string DislikePrefix = "dislike:";

    private const int LongestComment = 1000;

    /// <summary>Handles the feedback form of Teams.</summary>
    public Task OnSubmissionAsync(PersonTurn turn, FeedbackSubmission feedback, CancellationToken cancellationToken)
    {
        var answer = turn.Memory.Answers.Find(given => given.ActivityId is not null && given.ActivityId == feedback.ActivityId);
        return JudgeAsync(turn, answer, feedback.ActivityId, feedback.IsHelpful, feedback.Text is null ? null : Cut(feedback.Text), cancellationToken);
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
        RecordRejected(turn, answer, Cut(turn.Text));
    }

    /// <summary>Keeps a question that has no answer for those who write them.</summary>
    public static void RecordUnanswered(PersonTurn turn, string question)
    {
        if (Cut(question) is { } text)
            turn.Work.Add(new RecordQuestionEffect(text, turn.Language, turn.Audience.ToString(), IsRejected: false, null, null));
    }

    private static void RecordRejected(PersonTurn turn, GivenAnswer? answer, string? comment)
    {
        if (answer is not null && Cut(answer.Question) is { } text)
            turn.Work.Add(new RecordQuestionEffect(text, answer.Language, turn.Audience.ToString(), IsRejected: true, answer.EntryId, comment));
    }

    private async Task JudgeAsync(PersonTurn turn, GivenAnswer? answer, string? activityId, bool helpful, string? comment, CancellationToken cancellationToken)
    {
        turn.Work.Add(new RecordFeedbackEffect(activityId, helpful, comment, answer?.EntryId));
        if (helpful)
            return;
        turn.Memory.RejectedAnswers++;
        RecordRejected(turn, answer, comment);
        // While a person waits or talks, a thumb on an older answer is stored and nothing is said.
        if (await dialogs.IsAskingAsync(turn, cancellationToken).ConfigureAwait(false)
            || await opening.ObserveAsync(turn, cancellationToken).ConfigureAwait(false) is not null)
            return;
        await dialogs.BeginAsync(turn, nameof(OfferDialog), OfferOptions.Unanswered("answer.rejected", answer?.Question ?? ""), cancellationToken).ConfigureAwait(false);
    }

    private static string? Cut(string text) => text.Length == 0 ? null : PromptText.Cut(text, LongestComment);
}
