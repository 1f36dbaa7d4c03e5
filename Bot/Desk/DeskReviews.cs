using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Triage;

namespace AssistantBot.Bot.Desk;

/// <summary>Triage decisions that assistants marked as wrong, and what becomes of them. What a person wrote is read in place and never copied.</summary>
internal sealed class DeskReviews(DecisionReviews reviews, DeskReader reader, ITranscriptStore transcript, IOfficeExamples examples, IWording wording)
{
    private const int LookBack = 400;

    /// <summary>The open marks whose handoff this assistant may read.</summary>
    public async Task<DeskReviewList> ListAsync(DeskSession session, string language, CancellationToken cancellationToken)
    {
        List<DeskReviewItem> items = [];
        foreach (var open in await reviews.ListOpenAsync(cancellationToken))
        {
            if (await reader.FindAsync(session, open.HandoffId, cancellationToken) is not { } handoff || !session.MayRead(handoff))
                continue;
            var text = await TextOfAsync(handoff, open.Review.Line, cancellationToken);
            items.Add(new DeskReviewItem(
                open.HandoffId, open.Review.Line, handoff.Reference, handoff.Language, text, wording.Get($"reason.{handoff.Reason}", language), open.Review.Label,
                open.By, open.At, text is null ? "" : ExampleMask.Propose(text, handoff.PersonName)));
        }

        return new DeskReviewList(examples.IsAvailable, items);
    }

    /// <summary>Shows what a rewrite would change.</summary>
    /// <returns>Null when the rewrite is refused.</returns>
    public async Task<DeskTrial?> TryAsync(HandoffRequest handoff, long line, string label, string? text, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(handoff, line, text, cancellationToken) is not null)
            return null;
        var trial = await examples.TryAsync(handoff.Language, label, text!);
        var added = trial.Added[0];
        return new DeskTrial(Say(added.Before), Say(added.After), [.. trial.Changed.Take(20).Select(change => new DeskTrialChange(change.Example.Text, Say(change.Before), Say(change.After)))]);
    }

    /// <summary>Why a rewrite may not become an example, or null.</summary>
    public async Task<string?> RefuseAsync(HandoffRequest handoff, long line, string? text, CancellationToken cancellationToken) =>
        ExampleMask.Refuse(text, await TextOfAsync(handoff, line, cancellationToken), handoff.PersonName);

    /// <summary>Adds an approved rewrite to the office's examples.</summary>
    public Task AddAsync(HandoffRequest handoff, string label, string text) => examples.AddAsync(handoff.Language, label, text.Trim());

    private static string Say(TriageDecision decision) =>
        $"{(decision.Route is TriageRoute.Human ? decision.Reason : "Routine")} {decision.Confidence.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}";

    private async Task<string?> TextOfAsync(HandoffRequest handoff, long line, CancellationToken cancellationToken)
    {
        if (line == 0)
            return handoff.Brief.Wants;
        var rows = await transcript.ReadLastAsync(handoff.Conversation, LookBack, null, cancellationToken);
        return DeskTranscript.Read(rows).FirstOrDefault(said => said.Sequence == line && said is { Author: DeskTranscript.Person, Deleted: false })?.Text;
    }
}
