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
    public async Task<DeskTrial?> TryAsync(HandoffRequest handoff, long line, string label, string? text, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(handoff, line, text, cancellationToken) is not null)
            return null;
        var trial = await examples.TryAsync(handoff.Language, label, text!);
        var added = trial.Added[0];
        return new DeskTrial(VerdictOf(added.Before), VerdictOf(added.After), [.. trial.Changed.Take(20).Select(change => new DeskTrialChange(change.Example.Text, VerdictOf(change.Before), VerdictOf(change.After)))]);
    }

    /// <summary>Why a rewrite may not become an example, or null.</summary>
    public async Task<string?> RefuseAsync(HandoffRequest handoff, long line, string? text, CancellationToken cancellationToken) =>
        ExampleMask.Refuse(text, await TextOfAsync(handoff, line, cancellationToken), handoff.PersonName);

    /// <summary>Adds an approved rewrite to the office's examples.</summary>
    public Task AddAsync(HandoffRequest handoff, string label, string text) => examples.AddAsync(handoff.Language, label, text.Trim());

    private static DeskVerdict VerdictOf(TriageDecision decision) =>
        new(ExampleFile.LabelOf(decision.Route is TriageRoute.Human ? decision.Reason : TriageReason.None), decision.Confidence);

    // Only of conversations that were handed over: what was said to the machine alone is not the assistants' to read.
    private async Task<List<DeskReviewItem>> DisagreementsAsync(
        DeskSession session, HashSet<(string HandoffId, long Line)> judged, string language, CancellationToken cancellationToken)
    {
        List<DeskReviewItem> items = [];
        foreach (var one in await disagreements.ReadAsync(long.MaxValue, LatestDisagreements, cancellationToken))
        {
            var handoff = (await handoffs.FindOpenAsync(one.Conversation, cancellationToken)).Request
                ?? await handoffs.FindLastClosedAsync(one.Conversation, cancellationToken);
            if (one.Line is not { } line || handoff is null || !session.MayKnow(handoff) || !session.MayRead(handoff) || judged.Contains((handoff.Id, line))
                || await TextOfAsync(handoff, line, cancellationToken) is not { } text)
                continue;
            items.Add(new DeskReviewItem(
                handoff.Id, line, handoff.Reference, handoff.Language, text, wording.Get($"reason.{one.Reason}", language), ExampleFile.LabelOf(one.ModelReason),
                null, one.At, ExampleMask.Propose(text, handoff.PersonName))
            { Found = ExampleFile.LabelOf(one.Reason), ByModel = true });
        }

        return items;
    }

    private async Task<string?> TextOfAsync(HandoffRequest handoff, long line, CancellationToken cancellationToken)
    {
        if (line == 0)
            return handoff.Brief.Wants;
        var rows = DeskReader.UpToTheEnd(await transcript.ReadLastAsync(handoff.Conversation, LookBack, null, cancellationToken), handoff);
        return DeskTranscript.Read(rows).FirstOrDefault(said => said.Sequence == line && said is { Author: DeskTranscript.Person, Deleted: false })?.Text;
    }
}
