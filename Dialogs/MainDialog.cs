using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Dialogs.Emergency;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;

namespace AssistantBot.Dialogs;

/// <summary>
/// The root of every conversation: a person's message, from the first look to the reply. The order is the product's conduct: an assistant who
/// talks is never talked over, danger comes before everything, a person is never kept from a person, and only then the machine goes on asking
/// or answers. It never ends; what waits inside it is what the bot has asked.
/// </summary>
internal sealed class MainDialog : ComponentDialog
{
    private readonly ITriage _triage;
    private readonly ISmallTalkRecognizer _smallTalk;
    private readonly ConversationHistory _history;
    private readonly HandoffOpening _opening;
    private readonly HandoffConversation _handoff;
    private readonly AnswerDialog _answers;
    private readonly MessageJudgement _judgement;
    private readonly Welcome _welcome;
    private readonly SmallTalkReplies _talk;
    private readonly EmergencyWords _emergency;
    private readonly IWording _wording;
    private readonly IReadOnlyList<RoutineDialog> _routines;

    /// <summary>Creates the dialog with those inside it.</summary>
    public MainDialog(
        ITriage triage, ISmallTalkRecognizer smallTalk, ConversationHistory history, HandoffOpening opening, HandoffConversation handoff,
        AnswerDialog answers, ClarifyDialog clarify, OfferDialog offer, SatisfactionDialog satisfaction, IEnumerable<RoutineDialog> routines,
        MessageJudgement judgement, Welcome welcome, SmallTalkReplies talk, EmergencyWords emergency, IWording wording)
        : base(nameof(MainDialog))
    {
        _triage = triage;
        _smallTalk = smallTalk;
        _history = history;
        _opening = opening;
        _handoff = handoff;
        _answers = answers;
        _judgement = judgement;
        _welcome = welcome;
        _talk = talk;
        _emergency = emergency;
        _wording = wording;
        _routines = [.. routines];
        foreach (var dialog in (IEnumerable<Dialog>)[answers, clarify, offer, satisfaction, .. _routines])
            AddDialog(dialog);
    }

    /// <inheritdoc/>
    protected override async Task<DialogTurnResult> OnBeginDialogAsync(DialogContext innerDc, object? options, CancellationToken cancellationToken = default)
    {
        if (options is MainOptions ask)
            await innerDc.BeginDialogAsync(ask.DialogId, ask.Options, cancellationToken).ConfigureAwait(false);
        else
            await HandleAsync(innerDc, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <inheritdoc/>
    protected override async Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken = default)
    {
        await HandleAsync(innerDc, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    private async Task HandleAsync(DialogContext dc, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(dc.Context);
        HandoffOpening.EndSilence(turn);
        var open = await _opening.ObserveAsync(turn, cancellationToken).ConfigureAwait(false);
        // Whatever the bot asked before, somebody who has been handed over is no longer asked.
        if (open is not null)
            await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (open is { State: HandoffState.Accepted })
        {
            // The answer was being shown when the assistant accepted: it ends where it stands.
            if (turn.Stream is { IsOpen: true })
            {
                var name = open.AssistantName ?? _wording.Get("handoff.assistant", turn.Language);
                await turn.SayAsync(_wording.Get("handoff.stopsWriting", turn.Language, ("name", name)), cancellationToken).ConfigureAwait(false);
            }

            if (await _handoff.RelayAsync(turn, open, cancellationToken).ConfigureAwait(false) is { } over)
                await dc.BeginDialogAsync(nameof(SatisfactionDialog), over, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await _answers.OpenSourceAsync(turn, cancellationToken).ConfigureAwait(false))
            return;
        if (turn.Text.Length == 0 && turn.Files.Count > 0)
        {
            // Nobody here reads files: a person can, and is offered.
            if (open is not null)
                await _handoff.KeepFilesAsync(turn, open, cancellationToken).ConfigureAwait(false);
            else
                await OfferForFilesAsync(dc, turn, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (turn.Text.Length == 0)
        {
            if (!await _welcome.BeginAsync(turn, withQuestions: true, cancellationToken).ConfigureAwait(false))
                await turn.SayAsync(_wording.Get("unreadable", turn.Language), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (open is null && Phrases.IsMore(turn.Text) && await AnswerDialog.SayMoreAsync(turn, cancellationToken).ConfigureAwait(false))
            return;
        if (open is null && turn.Files.Count > 0)
            await turn.SayAsync(_wording.Get("file.besideText", turn.Language), cancellationToken).ConfigureAwait(false);
        var decision = await AssessAsync(turn, cancellationToken).ConfigureAwait(false);
        turn.Decision = decision;
        if (await ContinueChildAsync(dc, turn, decision, cancellationToken).ConfigureAwait(false))
            return;
        if (IsRejection(turn))
            AnswerFeedback.Reject(turn);
        if (open is null && _smallTalk.Recognize(turn.Text) is SmallTalkKind.None && !Phrases.IsRejection(turn.Text))
            turn.Decision = decision = await _judgement.ConsiderAsync(turn, decision, cancellationToken).ConfigureAwait(false);
        if (decision.DangerToLife)
        {
            turn.Memory.Welcomed = true;
            await turn.SayAsync(_emergency.Say(turn), cancellationToken).ConfigureAwait(false);
        }

        if (open is not null)
            await WaitAsync(turn, open, decision, cancellationToken).ConfigureAwait(false);
        else
            await ActAsync(dc, turn, decision, cancellationToken).ConfigureAwait(false);
    }

    private async Task OfferForFilesAsync(DialogContext dc, PersonTurn turn, CancellationToken cancellationToken)
    {
        await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await _welcome.BeginAsync(turn, withQuestions: false, cancellationToken).ConfigureAwait(false);
        var matter = string.Join(", ", turn.Files.Select(file => file.Name));
        await dc.BeginDialogAsync(nameof(OfferDialog), new OfferOptions(matter, TriageReason.FileSent), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the message to the dialog that waits, unless it interrupts that dialog.</summary>
    /// <returns>False when the message is a new one; nothing waits any more then.</returns>
    private async Task<bool> ContinueChildAsync(DialogContext dc, PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (dc.ActiveDialog is not { } active)
            return false;
        // A dialog of an earlier version of the bot may be gone; a message that was corrected is a new one.
        var dialog = dc.FindDialog(active.Id);
        if (dialog is null || turn.Activity.Type != ActivityTypes.Message
            || (NeedsPerson(decision) && !(dialog is IExpectsReply asking && asking.IsReply(turn, decision, active))))
        {
            await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (dialog is RoutineDialog && await InterruptAsync(dc, turn, cancellationToken).ConfigureAwait(false))
            return true;
        var result = await dc.ContinueDialogAsync(cancellationToken).ConfigureAwait(false);
        if (!IsLeft(result))
            return true;
        await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return false;
    }

    // A routine task can be left, and a word of help does not end it. Other small talk may be an answer to what it asks.
    private async Task<bool> InterruptAsync(DialogContext dc, PersonTurn turn, CancellationToken cancellationToken)
    {
        if (Phrases.IsCancel(turn.Text))
        {
            await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await turn.SayAsync(_wording.Get("cancel.done", turn.Language), cancellationToken).ConfigureAwait(false);
            return true;
        }

        var kind = _smallTalk.Recognize(turn.Text);
        if (kind is not (SmallTalkKind.Help or SmallTalkKind.WhoAreYou))
            return false;
        await _talk.ReplyAsync(turn, kind, justWelcomed: false, cancellationToken).ConfigureAwait(false);
        await dc.RepromptDialogAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task ActAsync(DialogContext dc, PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        // No second handoff for the same cause after one has ended; requests, danger and grave matters are never limited.
        if (NeedsPerson(decision) && !_opening.IsOfferedLately(turn, decision.Reason))
        {
            // With danger to life, that this is a machine stands in the emergency line already. From a group it is said in the private chat.
            if (!turn.IsGroup)
                await _welcome.BeginAsync(turn, withQuestions: false, cancellationToken).ConfigureAwait(false);
            await _opening.OpenAsync(turn, decision, turn.Text, cancellationToken).ConfigureAwait(false);
            return;
        }

        var welcomed = await _welcome.BeginAsync(turn, withQuestions: false, cancellationToken).ConfigureAwait(false);
        var routine = _routines.FirstOrDefault(task => task.Matches(turn.Text, turn.Language));
        // What no machine may answer is offered again and again: the alternative would be silence.
        if (decision is { Route: TriageRoute.Human, Mode: HandoverMode.Offer } && !(decision.MachineMayAnswer && _opening.IsOfferedLately(turn, decision.Reason))
            && (routine is null || !MayHaveGeneralAnswer(decision)))
            await OfferAsync(dc, turn, decision, cancellationToken).ConfigureAwait(false);
        else if (_smallTalk.Recognize(turn.Text) is var kind and not SmallTalkKind.None)
            await _talk.ReplyAsync(turn, kind, welcomed, cancellationToken).ConfigureAwait(false);
        else if (Phrases.IsRejection(turn.Text))
            await dc.BeginDialogAsync(nameof(OfferDialog), OfferOptions.Unanswered("answer.rejected", turn.Text), cancellationToken).ConfigureAwait(false);
        else if (routine is null || IsLeft(await dc.BeginDialogAsync(routine.Id, options: null, cancellationToken).ConfigureAwait(false)))
            await dc.BeginDialogAsync(nameof(AnswerDialog), new AnswerOptions(turn.Text), cancellationToken).ConfigureAwait(false);
    }

    // A matter of one's own may have a general answer too; a grave one gets none from a machine.
    private async Task OfferAsync(DialogContext dc, PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        var alongside = false;
        if (MayHaveGeneralAnswer(decision))
        {
            var answer = await _answers.FindAsync(turn, turn.Text, null, cancellationToken).ConfigureAwait(false);
            alongside = answer.Kind is AnswerKind.Quoted or AnswerKind.Grounded
                && await _answers.SayAsync(turn, turn.Text, answer, cancellationToken).ConfigureAwait(false);
        }

        await dc.BeginDialogAsync(nameof(OfferDialog), OfferOptions.For(decision, turn.Text, alongside), cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(PersonTurn turn, HandoffRequest request, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (await _handoff.WaitAsync(turn, request, decision, cancellationToken).ConfigureAwait(false) || _smallTalk.Recognize(turn.Text) is not SmallTalkKind.None)
            return;
        var answer = await _answers.FindAsync(turn, turn.Text, null, cancellationToken).ConfigureAwait(false);
        if (answer.Kind is AnswerKind.Quoted or AnswerKind.Grounded)
            await _answers.SayAsync(turn, turn.Text, answer, cancellationToken).ConfigureAwait(false);
        else if (turn.Memory.AcknowledgedHandoff != request.Id)
            await _handoff.AcknowledgeAsync(turn, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TriageDecision> AssessAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var said = await _history.ReadAsync(turn, turn.Memory.SettledAt, cancellationToken).ConfigureAwait(false);
        var decision = _triage.Assess(new TriageInput(turn.Text, turn.Language)
        {
            History = [.. said.Select(line => new TriageTurn(line.FromPerson, line.Text))],
            RejectedAnswers = turn.Memory.RejectedAnswers + (IsRejection(turn) ? 1 : 0),
        });
        return decision.Route is TriageRoute.Routine && Phrases.IsPerson(turn.Text)
            ? new TriageDecision(TriageRoute.Human, TriageReason.ExplicitRequest, 1, HandoverMode.AtOnce)
            : decision;
    }

    private static bool IsRejection(PersonTurn turn) => turn.Memory.Answers.Count > 0 && Phrases.IsRejection(turn.Text);

    private static bool IsLeft(DialogTurnResult result) => result is { Status: not DialogTurnStatus.Waiting, Result: FlowResult { NotMine: true } };

    private static bool NeedsPerson(TriageDecision decision) =>
        decision.DangerToLife || decision is { Route: TriageRoute.Human, Mode: HandoverMode.AtOnce };

    private static bool MayHaveGeneralAnswer(TriageDecision decision) =>
        decision is { MachineMayAnswer: true, Reason: TriageReason.PersonalContext or TriageReason.Ambiguous };
}
