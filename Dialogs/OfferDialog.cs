using AssistantBot.Cards;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>Asks whether to bring in a person, once per cause, and remembers what it was about.</summary>
internal sealed class OfferDialog(HandoffOpening opening, IWording wording)
{
    /// <summary>Offers a person for a reason.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">Why.</param>
    /// <param name="alongside">True when an answer was given just before.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public Task BeginAsync(PersonTurn turn, TriageDecision decision, bool alongside, CancellationToken cancellationToken)
    {
        opening.NoteOffered(turn, decision.Reason);
        Remember(turn, decision);
        return turn.AskAsync(
            wording.Get(alongside ? "offer.alongside" : $"offer.{decision.Reason}", turn.Language),
            [wording.Get("offer.yes", turn.Language), wording.Get("offer.no", turn.Language)],
            cancellationToken);
    }

    /// <summary>Says that there is no reliable answer. A person is offered with it, unless that was declined lately.</summary>
    public Task BeginNoAnswerAsync(PersonTurn turn, string key, CancellationToken cancellationToken)
    {
        if (key == "answer.noAnswer" && opening.IsOfferedLately(turn, TriageReason.NoAnswer))
            return turn.SayAsync(wording.Get("answer.noAnswerAgain", turn.Language), cancellationToken);
        Remember(turn, new TriageDecision(TriageRoute.Human, TriageReason.NoAnswer, 1, HandoverMode.Offer));
        return turn.AskAsync(
            wording.Get(key, turn.Language),
            [wording.Get("answer.rephrase", turn.Language), wording.Get("answer.askPerson", turn.Language)],
            cancellationToken);
    }

    /// <summary>Takes the reply to an offer.</summary>
    /// <returns>False when the message is none: it is a new one, and the offer is dropped.</returns>
    public async Task<bool> ContinueAsync(PersonTurn turn, PendingQuestion pending, CancellationToken cancellationToken)
    {
        turn.Memory.Pending = null;
        if (Phrases.IsRephrase(turn.Text))
        {
            await turn.SayAsync(wording.Get("answer.rephraseNow", turn.Language), cancellationToken).ConfigureAwait(false);
            return true;
        }

        switch (Phrases.YesOrNo(turn.Text))
        {
            case true:
                var decision = new TriageDecision(TriageRoute.Human, pending.Reason, 1, HandoverMode.AtOnce) { Evidence = pending.Evidence };
                // What follows "yes" belongs to the matter as much as what led to the question.
                var matter = Phrases.IsBareYes(turn.Text) || pending.Question.Length == 0 ? pending.Question : $"{pending.Question} / {turn.Text}";
                await opening.OpenAsync(turn, decision, matter, cancellationToken).ConfigureAwait(false);
                return true;
            case false:
                opening.NoteOffered(turn, pending.Reason);
                await turn.SayAsync(wording.Get("offer.dropped", turn.Language), cancellationToken).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private static void Remember(PersonTurn turn, TriageDecision decision) =>
        turn.Memory.Pending = new PendingQuestion(PendingKind.Offer, turn.Text) { Reason = decision.Reason, Evidence = decision.Evidence };
}
