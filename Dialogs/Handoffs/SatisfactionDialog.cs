using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>Asks whether a person's help was useful. Begins with <see cref="SatisfactionOptions"/>.</summary>
internal sealed class SatisfactionDialog : WaterfallDialog, IExpectsReply
{
    private readonly IWording _wording;

    /// <summary>Creates the dialog.</summary>
    public SatisfactionDialog(IWording wording)
        : base(nameof(SatisfactionDialog))
    {
        _wording = wording;
        AddStep(AskAsync);
        AddStep(ThankAsync);
    }

    /// <summary>A yes or no. "Une personne" asks for one again, and a grave message is no judgement.</summary>
    public bool IsReply(PersonTurn turn, TriageDecision decision, DialogInstance instance) =>
        !decision.DangerToLife && !HandoffConfidentiality.IsGrave(decision.Reason)
        && !Phrases.IsPerson(turn.Text) && ConfirmRecognizer.Recognize(turn.Text) is not null;

    private async Task<DialogTurnResult> AskAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        await turn.AskAsync(
            _wording.Get("satisfaction.question", turn.Language),
            [_wording.Get("satisfaction.yes", turn.Language), _wording.Get("satisfaction.no", turn.Language)],
            cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    private async Task<DialogTurnResult> ThankAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        if (ConfirmRecognizer.Recognize(turn.Text) is not { } helpful)
            return await step.EndDialogAsync(FlowResult.NotAnAnswer, cancellationToken).ConfigureAwait(false);
        turn.Work.Add(new RecordFeedbackEffect(null, helpful, step.GetOptions<SatisfactionOptions>()?.Reference, null));
        await turn.SayAsync(_wording.Get("satisfaction.thanks", turn.Language), cancellationToken).ConfigureAwait(false);
        return await step.EndDialogAsync(FlowResult.Done, cancellationToken).ConfigureAwait(false);
    }
}
