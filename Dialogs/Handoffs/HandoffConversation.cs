using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Emergency;
using AssistantBot.Handoff;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>The person's side of a handoff: asked for, waiting, talking, over. Every step is a transition the turn commits with what it says.</summary>
internal sealed class HandoffConversation(
    IHandoffStore store, HandoffOpening opening, HandoffCommands commands, OnCallChain onCall, OpeningWords words, EmergencyWords emergency, IWording wording,
    IOptions<HandoffOptions> options, TimeProvider time)
{
    /// <summary>A message of somebody who waits.</summary>
    /// <returns>False when the caller may still answer it: routine, and nothing grave is waiting.</returns>
    public async Task<bool> WaitAsync(PersonTurn turn, HandoffRequest request, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (Phrases.IsCancel(turn.Text))
        {
            await WithdrawAsync(turn, request, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var wasInDanger = request.DangerToLife;
        if (decision.DangerToLife || (HandoffConfidentiality.IsGrave(decision.Reason) && !request.Confidential))
            request = Raise(turn, request, decision);
        await PassOnAsync(turn, request, HandoffSignals.PersonSaid, cancellationToken).ConfigureAwait(false);
        if (request.DangerToLife && !wasInDanger)
        {
            turn.Memory.AcknowledgedHandoff = request.Id;
            var progress = await opening.AlertAsync(turn, request, cancellationToken).ConfigureAwait(false);
            await turn.SayAsync(words.Say(turn, request, progress), cancellationToken).ConfigureAwait(false);
            return true;
        }

        var mayAnswer = decision.Route is TriageRoute.Routine && !request.Confidential;
        if (!mayAnswer && turn.Memory.AcknowledgedHandoff != request.Id)
            await AcknowledgeAsync(turn, request, cancellationToken).ConfigureAwait(false);
        return !mayAnswer;
    }

    /// <summary>Files without a word, of somebody who waits.</summary>
    public async Task KeepFilesAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        await PassOnAsync(turn, request, HandoffSignals.PersonSaid, cancellationToken).ConfigureAwait(false);
        await turn.SayAsync(wording.Get("file.added", turn.Language, ("reference", request.Reference)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says, once, that messages are passed on.</summary>
    public Task AcknowledgeAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        turn.Memory.AcknowledgedHandoff = request.Id;
        return turn.SayAsync(wording.Get("handoff.passedOn", turn.Language, ("reference", request.Reference)), cancellationToken);
    }

    /// <summary>A message of somebody who talks with an assistant. The bot says nothing.</summary>
    /// <returns>What to ask now that the person has ended it; null when it goes on.</returns>
    public async Task<SatisfactionOptions?> RelayAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        if (Phrases.IsEnd(turn.Text))
            return await CloseAsync(turn, request, "handoff.closedByPerson", turn.Activity.From?.Id, turn.Activity.From?.Name, cancellationToken).ConfigureAwait(false);

        await PassOnAsync(turn, request, HandoffSignals.PersonSaid, cancellationToken).ConfigureAwait(false);
        if (turn.Activity.Attachments?.Any(attachment => attachment.ContentType != AttachmentContentTypes.Html) == true && !turn.IsWeb)
            await turn.SayAsync(wording.Get("handoff.filesNotPassed", turn.Language), cancellationToken).ConfigureAwait(false);
        WatchIdle(turn, request);
        return null;
    }

    /// <summary>Somebody who waits or talks corrected or deleted a message.</summary>
    public Task RelayChangeAsync(PersonTurn turn, HandoffRequest request, bool deleted, CancellationToken cancellationToken) =>
        PassOnAsync(turn, request, deleted ? HandoffSignals.PersonDeleted : HandoffSignals.PersonEdited, cancellationToken);

    /// <summary>The person no longer wants it.</summary>
    public async Task WithdrawAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        var step = HandoffTransitions.Withdraw(request, time.GetUtcNow());
        turn.Work.Add(step);
        turn.Work.Add(new CancelTimerEffect(HandoffTimers.Remind));
        turn.Work.Add(new CancelTimerEffect(HandoffTimers.OnCall));
        HandoffPosts.ShowCard(turn.Work, step.After);
        await turn.SayAsync(wording.Get("handoff.withdrawn", turn.Language, ("reference", request.Reference)), cancellationToken).ConfigureAwait(false);
        await HandoffTurns.EmitAsync(turn, EventNames.HandoffStatus, new() { ["state"] = "failed" }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A timer of this conversation came due.</summary>
    /// <returns>What to ask when it has ended the handoff, or null.</returns>
    public async Task<SatisfactionOptions?> OnTimerAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (HandoffTimers.Read(turn.Activity) is not { } timer)
            return null;
        var open = await opening.ObserveAsync(turn, cancellationToken).ConfigureAwait(false);
        if (turn.Activity.Name == HandoffTimers.Silence)
        {
            if (open is null && turn.Memory.AwaitsDistressed)
            {
                turn.Memory.AwaitsDistressed = false;
                await opening.OpenAfterSilenceAsync(turn, timer, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }

        if (open is not { } request || timer.HandoffId != request.Id)
            return null;
        turn.Language = request.Language;
        switch (turn.Activity.Name)
        {
            case HandoffTimers.Remind when request.State is HandoffState.Waiting:
                await RemindAsync(turn, request, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffTimers.OnCall when request.State is HandoffState.Waiting:
                if (await onCall.ContinueAsync(turn.Context, request, timer.Step, cancellationToken).ConfigureAwait(false) is OnCallProgress.Nobody)
                    await turn.SayAsync($"{wording.Get("onCall.nobody", turn.Language)} {emergency.Say(turn)}", cancellationToken).ConfigureAwait(false);
                break;
            case HandoffTimers.Idle when request.State is HandoffState.Accepted && timer.Step == 0 && IsOfDistress(request):
                await TellOfSilenceAsync(turn, request, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffTimers.Idle when request.State is HandoffState.Accepted:
                return await CloseAsync(turn, request, "handoff.closedByTime", null, null, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private static bool IsOfDistress(HandoffRequest request) => request.DangerToLife || request.Reason is TriageReason.Distress;

    // Where somebody was in distress, silence is a sign to look at before it is an end.
    private void WatchIdle(PersonTurn turn, HandoffRequest request) =>
        HandoffTimers.Start(turn.Work, HandoffTimers.Idle, request.Id, IsOfDistress(request) ? options.Value.SilenceAfter : options.Value.CloseAfterIdle, time);

    private async Task RemindAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        turn.Work.Add(new HandoffNoteEffect(new HandoffEvent(request.Id, HandoffEventKind.StillWaiting, null, null, null, time.GetUtcNow())));
        if (request.Thread is { } thread)
            turn.Work.Add(HandoffPosts.Signal(thread, HandoffSignals.StillWaiting, new HandoffSignal(request.Id), $"{request.Id}:{request.Version}:waiting"));
        var text = wording.Get(request.Confidential ? "handoff.stillWaiting.grave" : "handoff.stillWaiting", turn.Language, ("reference", request.Reference));
        await turn.SayAsync(IsOfDistress(request) ? $"{text} {emergency.Numbers(turn)}" : text, cancellationToken).ConfigureAwait(false);
    }

    // Once for each silence; the bot says nothing to the person, whom an assistant follows.
    private async Task TellOfSilenceAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        turn.Work.Add(new HandoffNoteEffect(new HandoffEvent(request.Id, HandoffEventKind.WentSilent, null, null, null, time.GetUtcNow())));
        var to = request.AssistantId is { } assistant && await commands.PrivateChatAsync(turn.Context, assistant, cancellationToken).ConfigureAwait(false) is { } chat ? chat : request.Thread;
        if (to is { } target)
            turn.Work.Add(HandoffPosts.Signal(target, HandoffSignals.WentSilent, new HandoffSignal(request.Id), $"{request.Id}:{turn.Work.InboxId}:silent"));
        HandoffTimers.Start(turn.Work, HandoffTimers.Idle, request.Id, options.Value.CloseGraveAfterIdle, time, step: 1);
    }

    /// <summary>Another conversation of the handoff has something for the person. Only for turns whose origin is internal.</summary>
    /// <returns>What to ask when an assistant has ended the handoff, or null.</returns>
    public async Task<SatisfactionOptions?> OnSignalAsync(PersonTurn turn, HandoffSignal signal, CancellationToken cancellationToken)
    {
        if (turn.Activity.Name == HandoffSignals.MovedHere)
        {
            await opening.OpenMovedAsync(turn, signal, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (await store.GetAsync(signal.HandoffId, cancellationToken).ConfigureAwait(false) is not { } request || request.Conversation != turn.Work.Conversation)
            return null;
        turn.Language = request.Language;
        switch (turn.Activity.Name)
        {
            case HandoffSignals.Accepted or HandoffSignals.Transferred:
                await EnterAsync(turn, request, signal, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffSignals.AssistantSaid when signal is { Text: { } text }:
                await SayForAssistantAsync(turn, request, signal, text, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffSignals.AssistantEdited when signal is { Text: { } text } && Copy(turn, signal) is { } copy:
                var edited = Voice(turn, text, NameOf(signal, request));
                edited.Id = copy.ActivityId;
                await turn.Context.UpdateActivityAsync(edited, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffSignals.AssistantDeleted when Copy(turn, signal) is { } copy:
                await turn.Context.DeleteActivityAsync(copy.ActivityId, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffSignals.Erasing when request.State is HandoffState.Waiting or HandoffState.Accepted:
                turn.Work.Add(HandoffTransitions.Withdraw(request, time.GetUtcNow()));
                await turn.SayAsync(wording.Get("handoff.erasing", turn.Language, ("reference", request.Reference)), cancellationToken).ConfigureAwait(false);
                await HandoffTurns.EmitAsync(turn, EventNames.HandoffStatus, new() { ["state"] = "completed" }, cancellationToken).ConfigureAwait(false);
                break;
            case HandoffSignals.Closed:
                return await LeaveAsync(turn, request, wording.Get("handoff.closed", turn.Language, ("name", NameOf(signal, request))), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private HandoffRequest Raise(PersonTurn turn, HandoffRequest request, TriageDecision decision)
    {
        var reason = HandoffConfidentiality.IsGrave(decision.Reason) ? decision.Reason : request.Reason;
        var step = HandoffTransitions.Raise(
            request,
            request with
            {
                DangerToLife = request.DangerToLife || decision.DangerToLife,
                Confidential = true,
                Reason = reason,
                Brief = request.Brief with
                {
                    Why = request.DangerToLife || decision.DangerToLife ? "reason.danger" : $"reason.{reason}",
                    Tone = "tone.Distress",
                },
            },
            time.GetUtcNow());
        turn.Work.Add(step);
        HandoffPosts.ShowCard(turn.Work, step.After);
        return step.After;
    }

    // A confidential handoff never passes through the channel: its messages go to the accepter's private chat, or wait at the desk.
    private async Task PassOnAsync(PersonTurn turn, HandoffRequest request, string name, CancellationToken cancellationToken)
    {
        ConversationKey? to = request.Confidential
            ? request.AssistantId is { } assistant ? await commands.PrivateChatAsync(turn.Context, assistant, cancellationToken).ConfigureAwait(false) : null
            : request.Thread;
        if (to is not { } target || (turn.Text.Length == 0 && turn.Files.Count == 0 && name != HandoffSignals.PersonDeleted))
            return;
        turn.Work.Add(HandoffPosts.Signal(
            target, name,
            new HandoffSignal(request.Id)
            {
                Text = turn.Text,
                Files = turn.Files is { Count: > 0 } files ? files : null,
                ActorId = request.PersonId,
                ActorName = request.PersonName,
                MessageId = turn.Activity.Id,
            },
            $"{request.Id}:{turn.Work.InboxId}:passed"));
    }

    private async Task EnterAsync(PersonTurn turn, HandoffRequest request, HandoffSignal signal, CancellationToken cancellationToken)
    {
        if (request.State is HandoffState.Closed)
            return;
        var previous = signal.PreviousName ?? wording.Get("handoff.assistant", turn.Language);
        var text = signal.ActorName is not { } name
            ? wording.Get("handoff.requeued", turn.Language, ("name", previous), ("reference", request.Reference))
            : turn.Activity.Name == HandoffSignals.Transferred
                ? wording.Get("handoff.transferred", turn.Language, ("previous", previous), ("name", name))
                : wording.Get("handoff.accepted", turn.Language, ("name", name));
        await turn.SayAsync(text, cancellationToken).ConfigureAwait(false);
        if (signal.ActorName is null)
        {
            turn.Memory.AcknowledgedHandoff = null;
            turn.Work.Add(new CancelTimerEffect(HandoffTimers.Idle));
            HandoffTimers.Start(turn.Work, HandoffTimers.Remind, request.Id, options.Value.RemindAfter, time);
            await opening.AlertAsync(turn, request, cancellationToken).ConfigureAwait(false);
            return;
        }

        turn.Work.Add(new CancelTimerEffect(HandoffTimers.Remind));
        turn.Work.Add(new CancelTimerEffect(HandoffTimers.OnCall));
        WatchIdle(turn, request);
        await HandoffTurns.EmitAsync(turn, EventNames.HandoffStatus, new() { ["state"] = "accepted" }, cancellationToken).ConfigureAwait(false);
    }

    // The right to write was checked, against the version, when the assistant wrote; what was accepted then is delivered even if the handoff
    // has been closed since.
    private async Task SayForAssistantAsync(PersonTurn turn, HandoffRequest request, HandoffSignal signal, string text, CancellationToken cancellationToken)
    {
        var sent = await turn.Context.SendActivityAsync(Voice(turn, text, NameOf(signal, request)), cancellationToken).ConfigureAwait(false);
        if (signal.MessageId is { } message && sent?.Id is { } id)
            turn.Memory.Remember(new RelayedMessage(message, id));
        if (request.State is HandoffState.Accepted)
            WatchIdle(turn, request);
    }

    private async Task<SatisfactionOptions> CloseAsync(PersonTurn turn, HandoffRequest request, string key, string? actorId, string? actorName, CancellationToken cancellationToken)
    {
        var step = HandoffTransitions.Close(request, actorId, actorName, time.GetUtcNow());
        turn.Work.Add(step);
        await commands.ShowCardsAsync(turn.Context, turn.Work, step.After, request, cancellationToken).ConfigureAwait(false);
        var text = wording.Get(key, turn.Language,
            ("name", request.AssistantName ?? wording.Get("handoff.assistant", turn.Language)),
            ("minutes", ((int)(IsOfDistress(request) ? options.Value.CloseGraveAfterIdle : options.Value.CloseAfterIdle).TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return await LeaveAsync(turn, step.After, text, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SatisfactionOptions> LeaveAsync(PersonTurn turn, HandoffRequest request, string text, CancellationToken cancellationToken)
    {
        turn.Work.Add(new CancelTimerEffect(HandoffTimers.Idle));
        turn.Memory.SettledAt = time.GetUtcNow();
        turn.Memory.RejectedAnswers = 0;
        opening.NoteOffered(turn, request.Reason);
        await turn.SayAsync(text, cancellationToken).ConfigureAwait(false);
        await HandoffTurns.EmitAsync(turn, EventNames.HandoffStatus, new() { ["state"] = "completed" }, cancellationToken).ConfigureAwait(false);
        return new SatisfactionOptions(request.Reference);
    }

    private Activity Voice(PersonTurn turn, string text, string name) =>
        AssistantVoice.Say(turn.IsWeb ? text : wording.Get("thread.person", turn.Language, ("name", name), ("text", text)), name);

    private string NameOf(HandoffSignal signal, HandoffRequest request) =>
        signal.ActorName ?? request.AssistantName ?? wording.Get("handoff.assistant", request.Language);

    private static RelayedMessage? Copy(PersonTurn turn, HandoffSignal signal) =>
        signal.MessageId is { } id ? turn.Memory.Relayed.FindLast(message => message.MessageId == id) : null;
}
