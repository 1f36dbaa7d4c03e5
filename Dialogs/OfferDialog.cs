using AssistantBot.BotFramework.Dialogs;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>Asks whether to bring in a person, once per cause, and remembers what it was about. Begins with <see cref="OfferOptions"/>.</summary>
internal sealed class OfferDialog : WaterfallDialog, IExpectsReply
{
    private readonly HandoffOpening _opening;
    private readonly IWording _wording;

    /// <summary>Creates the dialog.</summary>
    public OfferDialog(HandoffOpening opening, IWording wording)
        : base(nameof(OfferDialog))
    {
        _opening = opening;
        _wording = wording;
        AddStep(AskAsync);
        AddStep(DecideAsync);
    }

    /// <summary>A yes or no, or a person asked for in any wording, unless something grave is said with it.</summary>
    public bool IsReply(PersonTurn turn, TriageDecision decision, DialogInstance instance) =>
        !decision.DangerToLife && !HandoffConfidentiality.IsGrave(decision.Reason)
        && (Phrases.IsRephrase(turn.Text) || Accepts(turn) is not null);

    private async Task<DialogTurnResult> AskAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        var offer = step.GetOptions<OfferOptions>()!;
        if (offer.Failure is { } failure)
        {
            // A person was declined lately: it is only said that there is no answer.
            if (failure == "answer.noAnswer" && _opening.IsOfferedLately(turn, offer.Reason))
            {
                await turn.SayAsync(_wording.Get("answer.noAnswerAgain", turn.Language), cancellationToken).ConfigureAwait(false);
                return await step.EndDialogAsync(FlowResult.Done, cancellationToken).ConfigureAwait(false);
            }

            await turn.AskAsync(
                _wording.Get(failure, turn.Language),
                [_wording.Get("answer.rephrase", turn.Language), _wording.Get("answer.askPerson", turn.Language)],
                cancellationToken).ConfigureAwait(false);
            return EndOfTurn;
        }

        _opening.NoteOffered(turn, offer.Reason);
        if (offer.Reason is TriageReason.Distress)
            _opening.WatchSilence(turn, offer.Matter, offer.Evidence);
        await turn.AskAsync(
            _wording.Get(offer.Alongside ? "offer.alongside" : $"offer.{offer.Reason}", turn.Language),
            [_wording.Get("offer.yes", turn.Language), _wording.Get("offer.no", turn.Language)],
            cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    private async Task<DialogTurnResult> DecideAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        var offer = step.GetOptions<OfferOptions>()!;
        if (Phrases.IsRephrase(turn.Text))
        {
            await turn.SayAsync(_wording.Get("answer.rephraseNow", turn.Language), cancellationToken).ConfigureAwait(false);
            return await step.EndDialogAsync(FlowResult.Done, cancellationToken).ConfigureAwait(false);
        }

        switch (Accepts(turn))
        {
            case true:
                var decision = new TriageDecision(TriageRoute.Human, offer.Reason, 1, HandoverMode.AtOnce) { Evidence = offer.Evidence };
                // What follows "yes" belongs to the matter as much as what led to the question.
                var matter = Phrases.IsBareYes(turn.Text) || offer.Matter.Length == 0 ? offer.Matter : $"{offer.Matter} / {turn.Text}";
                await _opening.OpenAsync(turn, decision, matter, cancellationToken).ConfigureAwait(false);
                break;
            case false:
                _opening.NoteOffered(turn, offer.Reason);
                await turn.SayAsync(_wording.Get("offer.dropped", turn.Language), cancellationToken).ConfigureAwait(false);
                break;
            default:
                return await step.EndDialogAsync(FlowResult.NotAnAnswer, cancellationToken).ConfigureAwait(false);
        }

        return await step.EndDialogAsync(FlowResult.Done, cancellationToken).ConfigureAwait(false);
    }

    // "Non, pas encore vous : un humain" begins with a no and asks for a person.
    private static bool? Accepts(PersonTurn turn) =>
        turn.Decision is { Reason: TriageReason.ExplicitRequest, Mode: HandoverMode.AtOnce } ? true : Phrases.AnswersOffer(turn.Text);
}
