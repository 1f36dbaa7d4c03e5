using AssistantBot.Cards;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;

namespace AssistantBot.Dialogs;

/// <summary>
/// A person's message, from the first look to the reply. The order is the product's conduct: an assistant who talks is never talked over,
/// danger comes before everything, a person is never kept from a person, and only then the machine answers.
/// </summary>
internal sealed class MainDialog(
    ITriage triage, ISmallTalkRecognizer smallTalk, ConversationHistory history, HandoffOpening opening, HandoffDialog handoff,
    OfferDialog offer, AnswerDialog answers, WelcomeDialog welcome, SmallTalkDialog talk, IWording wording)
{
    /// <summary>Handles a message.</summary>
    public async Task RunAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var open = await opening.ObserveAsync(turn, cancellationToken).ConfigureAwait(false);
        if (open is { State: HandoffState.Accepted })
        {
            await handoff.RelayAsync(turn, open, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (turn.Text.Length == 0)
        {
            if (!await welcome.BeginAsync(turn, withQuestions: true, cancellationToken).ConfigureAwait(false))
                await turn.SayAsync(wording.Get("unreadable", turn.Language), cancellationToken).ConfigureAwait(false);
            return;
        }

        var isNew = open is { State: HandoffState.Waiting } || !await ContinuePendingAsync(turn, cancellationToken).ConfigureAwait(false);
        if (!isNew)
            return;
        var decision = await AssessAsync(turn, cancellationToken).ConfigureAwait(false);
        if (decision.DangerToLife)
        {
            turn.Memory.Welcomed = true;
            await turn.SayAsync(wording.Get("danger", turn.Language), cancellationToken).ConfigureAwait(false);
        }

        if (open is { State: HandoffState.Waiting })
            await WaitAsync(turn, open, decision, cancellationToken).ConfigureAwait(false);
        else
            await ActAsync(turn, decision, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that a message could not be handled, and offers a person.</summary>
    public Task FailAsync(PersonTurn turn, CancellationToken cancellationToken) => offer.BeginNoAnswerAsync(turn, "failure", cancellationToken);

    private async Task ActAsync(PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (decision.DangerToLife || decision is { Route: TriageRoute.Human, Mode: HandoverMode.AtOnce })
        {
            // With danger to life, that this is a machine stands in the emergency line already. From a group it is said in the private chat.
            if (!turn.IsGroup)
                await welcome.BeginAsync(turn, withQuestions: false, cancellationToken).ConfigureAwait(false);
            await opening.OpenAsync(turn, decision, turn.Text, cancellationToken).ConfigureAwait(false);
            return;
        }

        var welcomed = await welcome.BeginAsync(turn, withQuestions: false, cancellationToken).ConfigureAwait(false);
        // What no machine may answer is offered again and again: the alternative would be silence.
        if (decision is { Route: TriageRoute.Human, Mode: HandoverMode.Offer } && !(decision.MachineMayAnswer && opening.IsOfferedLately(turn, decision.Reason)))
        {
            await OfferAsync(turn, decision, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (smallTalk.Recognize(turn.Text) is var kind and not SmallTalkKind.None)
            await talk.ReplyAsync(turn, kind, welcomed, cancellationToken).ConfigureAwait(false);
        else if (Phrases.IsRejection(turn.Text))
            await offer.BeginNoAnswerAsync(turn, "answer.rejected", cancellationToken).ConfigureAwait(false);
        else
            await AnswerAsync(turn, turn.Text, chosenEntryId: null, cancellationToken).ConfigureAwait(false);
    }

    // A matter of one's own may have a general answer too; a grave one gets none from a machine.
    private async Task OfferAsync(PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        var alongside = false;
        if (decision is { MachineMayAnswer: true, Reason: TriageReason.PersonalContext or TriageReason.Ambiguous })
        {
            var answer = await answers.FindAsync(turn, turn.Text, null, cancellationToken).ConfigureAwait(false);
            alongside = answer.Kind is AnswerKind.Quoted or AnswerKind.Grounded
                && await answers.SayAsync(turn, turn.Text, answer, cancellationToken).ConfigureAwait(false);
        }

        await offer.BeginAsync(turn, decision, alongside, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(PersonTurn turn, HandoffRequest request, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (await handoff.WaitAsync(turn, request, decision, cancellationToken).ConfigureAwait(false) || smallTalk.Recognize(turn.Text) is not SmallTalkKind.None)
            return;
        var answer = await answers.FindAsync(turn, turn.Text, null, cancellationToken).ConfigureAwait(false);
        if (answer.Kind is AnswerKind.Quoted or AnswerKind.Grounded)
            await answers.SayAsync(turn, turn.Text, answer, cancellationToken).ConfigureAwait(false);
        else if (turn.Memory.AcknowledgedHandoff != request.Id)
            await handoff.AcknowledgeAsync(turn, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task AnswerAsync(PersonTurn turn, string question, string? chosenEntryId, CancellationToken cancellationToken)
    {
        var answer = await answers.FindAsync(turn, question, chosenEntryId, cancellationToken).ConfigureAwait(false);
        if (!await answers.SayAsync(turn, question, answer, cancellationToken).ConfigureAwait(false))
            await offer.BeginNoAnswerAsync(turn, "answer.noAnswer", cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ContinuePendingAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (Phrases.IsMore(turn.Text) && await AnswerDialog.SayMoreAsync(turn, cancellationToken).ConfigureAwait(false))
            return true;
        if (turn.Memory.Pending is not { } pending)
            return false;
        switch (pending.Kind)
        {
            case PendingKind.Offer:
                return await offer.ContinueAsync(turn, pending, cancellationToken).ConfigureAwait(false);
            case PendingKind.Clarify:
                turn.Memory.Pending = null;
                if (Phrases.Choose(turn.Text, pending.Choices) is { } choice)
                    await AnswerAsync(turn, pending.Question, choice.EntryId, cancellationToken).ConfigureAwait(false);
                else if (Phrases.IsOther(turn.Text))
                    await offer.BeginNoAnswerAsync(turn, "answer.noAnswer", cancellationToken).ConfigureAwait(false);
                else
                    return false;
                return true;
            default:
                turn.Memory.Pending = null;
                if (Phrases.YesOrNo(turn.Text) is not { } helpful)
                    return false;
                turn.Work.Add(new RecordFeedbackEffect(null, helpful, pending.Reference, null));
                await turn.SayAsync(wording.Get("satisfaction.thanks", turn.Language), cancellationToken).ConfigureAwait(false);
                return true;
        }
    }

    private async Task<TriageDecision> AssessAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (Phrases.IsRejection(turn.Text) && turn.Memory.Answers.Count > 0)
            FeedbackDialog.Reject(turn);
        var said = await history.ReadAsync(turn, turn.Memory.SettledAt, cancellationToken).ConfigureAwait(false);
        var decision = triage.Assess(new TriageInput(turn.Text, turn.Language)
        {
            History = [.. said.Select(line => new TriageTurn(line.FromPerson, line.Text))],
            RejectedAnswers = turn.Memory.RejectedAnswers,
        });
        return decision.Route is TriageRoute.Routine && Phrases.IsPerson(turn.Text)
            ? new TriageDecision(TriageRoute.Human, TriageReason.ExplicitRequest, 1, HandoverMode.AtOnce)
            : decision;
    }
}
