using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;

namespace AssistantBot.Bot.Desk;

/// <summary>
/// Triage decisions that assistants marked as wrong or that a model saw differently, and what becomes of them. What a person wrote is read in
/// place and never copied.
/// </summary>
internal sealed class DeskReviews(
    DecisionReviews reviews, ITriageDisagreements disagreements, IHandoffStore handoffs, DeskReader reader, ITranscriptStore transcript, IOfficeExamples examples, IWording wording)
{
    private const int LookBack = 400;
    private const int LatestDisagreements = 100;

    /// <summary>The open marks, then the disagreements nobody has judged, of handoffs that this assistant may read.</summary>
    public async Task<DeskReviewList> ListAsync(DeskSession session, string language, CancellationToken cancellationToken)
    {
        List<DeskReviewItem> items = [];
        var marks = await reviews.ListAsync(cancellationToken);
        foreach (var open in marks.Where(mark => mark.Review.Settled is null))
        {
            if (await reader.FindAsync(session, open.HandoffId, cancellationToken) is not { } handoff || !session.MayRead(handoff))
                continue;
            var text = await TextOfAsync(handoff, open.Review.Line, cancellationToken);
            items.Add(new DeskReviewItem(
                open.HandoffId, open.Review.Line, handoff.Reference, handoff.Language, text, wording.Get($"reason.{handoff.Reason}", language), open.Review.Label,
                open.By, open.At, text is null ? "" : ExampleMask.Propose(text, handoff.PersonName)));
        }

        items.AddRange(await DisagreementsAsync(session, [.. marks.Select(mark => (mark.HandoffId, mark.Review.Line))], language, cancellationToken));
        return new DeskReviewList(examples.IsAvailable, items);
    }

    /// <summary>True when the line is a message the person wrote in this handoff, or was one when it was marked.</summary>
    public async Task<bool> KnowsAsync(HandoffRequest handoff, long line, CancellationToken cancellationToken) =>
        await TextOfAsync(handoff, line, cancellationToken) is not null
        || (await reviews.ListOpenAsync(cancellationToken)).Any(mark => mark.HandoffId == handoff.Id && mark.Review.Line == line);

    /// <summary>Shows what a rewrite would change.</summary>
    /// <returns>Null when the rewrite is refused.</returns>
    public async Task<DeskTrial?> TryAsync(HandoffRequest handoff, long line, string label, string? text, string language, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(handoff, line, text, cancellationToken) is not null)
            return null;
        var trial = await examples.TryAsync(handoff.Language, label, text!);
        var added = trial.Added[0];
        return new DeskTrial(VerdictOf(added.Before), VerdictOf(added.After), [.. trial.Changed.Take(20).Select(change => new DeskTrialChange(change.Example.Text, VerdictOf(change.Before), VerdictOf(change.After)))])
        {
            Note = NoteOf(label, added.After, language),
        };
    }

    /// <summary>Why a rewrite may not become an example, or null.</summary>
    public async Task<string?> RefuseAsync(HandoffRequest handoff, long line, string? text, CancellationToken cancellationToken) =>
        ExampleMask.Refuse(text, await TextOfAsync(handoff, line, cancellationToken), handoff.PersonName);

    /// <summary>Adds an approved rewrite to the office's examples.</summary>
    /// <returns>What the assistant should know of its effect, in their language, or null.</returns>
    public async Task<string?> AddAsync(HandoffRequest handoff, string label, string text, string language) =>
        NoteOf(label, await examples.AddAsync(handoff.Language, label, text.Trim()), language);

    // What is approved as routine and goes to a person all the same must not look learnt.
    private string? NoteOf(string label, TriageDecision after, string language) =>
        ExampleFile.TryGetReason(label, out var reason) && reason is TriageReason.None && after.Route is TriageRoute.Human ? wording.Get("desk.review.unchanged", language) : null;

    private static DeskVerdict VerdictOf(TriageDecision decision) =>
        new(ExampleFile.LabelOf(decision.Route is TriageRoute.Human ? decision.Reason : TriageReason.None), decision.Confidence);

    // Only of conversations that were handed over: what was said to the machine alone is not the assistants' to read.
    private async Task<List<DeskReviewItem>> DisagreementsAsync(
        DeskSession session, HashSet<(string HandoffId, long Line)> judged, string language, CancellationToken cancellationToken)
    {
        List<DeskReviewItem> items = [];
        // Every open desk asks at each change: a conversation is looked at once, however many of its messages are listed.
        foreach (var conversation in (await disagreements.ReadAsync(long.MaxValue, LatestDisagreements, cancellationToken)).Where(one => one.Line is not null).GroupBy(one => one.Conversation))
        {
            var handoff = (await handoffs.FindOpenAsync(conversation.Key, cancellationToken)).Request
                ?? await handoffs.FindLastClosedAsync(conversation.Key, cancellationToken);
            if (handoff is null || !session.MayKnow(handoff) || !session.MayRead(handoff) || conversation.All(one => judged.Contains((handoff.Id, one.Line!.Value))))
                continue;
            var texts = await TextsOfAsync(handoff, cancellationToken);
            foreach (var one in conversation)
            {
                if (judged.Contains((handoff.Id, one.Line!.Value)) || !texts.TryGetValue(one.Line.Value, out var text))
                    continue;
                items.Add(new DeskReviewItem(
                    handoff.Id, one.Line.Value, handoff.Reference, handoff.Language, text, wording.Get($"reason.{one.Reason}", language), ExampleFile.LabelOf(one.ModelReason),
                    null, one.At, ExampleMask.Propose(text, handoff.PersonName))
                { Found = ExampleFile.LabelOf(one.Reason), ByModel = true });
            }
        }

        return [.. items.OrderByDescending(item => item.At)];
    }

    private async Task<string?> TextOfAsync(HandoffRequest handoff, long line, CancellationToken cancellationToken) =>
        line == 0 ? handoff.Brief.Wants : (await TextsOfAsync(handoff, cancellationToken)).GetValueOrDefault(line);

    // What the person said in the handoff, by its place in the transcript.
    private async Task<Dictionary<long, string>> TextsOfAsync(HandoffRequest handoff, CancellationToken cancellationToken)
    {
        var rows = DeskReader.UpToTheEnd(await transcript.ReadLastAsync(handoff.Conversation, LookBack, null, cancellationToken), handoff);
        return DeskTranscript.Read(rows).Where(said => said is { Author: DeskTranscript.Person, Deleted: false }).ToDictionary(said => said.Sequence, said => said.Text);
    }
}
