using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Emergency;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Briefing;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>How a handoff begins: with a brief, a card where the assistants are, and in the person's private chat.</summary>
internal sealed class HandoffOpening(
    IHandoffStore store, IBriefWriter briefs, ConversationHistory history, AssistantsChannels channels, PersonalChats chats,
    OnCallChain onCall, OpeningWords words, EmergencyWords emergency, IWording wording, IOptions<HandoffOptions> options, TimeProvider time)
{
    /// <summary>The conversation's handoff, noted so that the turn does not commit if it changes meanwhile.</summary>
    public async Task<HandoffRequest?> ObserveAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        var open = await store.FindOpenAsync(turn.Work.Conversation, cancellationToken).ConfigureAwait(false);
        turn.Work.Observe(HandoffVersions.OpenIn(turn.Work.Conversation), open.Version);
        if (open.Request is { } request)
            turn.Work.Observe(HandoffVersions.Of(request.Id), request.Version);
        return open.Request;
    }

    /// <summary>Hands the conversation over. From a group it moves to the person's private chat first.</summary>
    /// <param name="turn">The turn; the caller has observed that no handoff is open.</param>
    /// <param name="decision">Why.</param>
    /// <param name="text">The person's message that led here.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task OpenAsync(PersonTurn turn, TriageDecision decision, string text, CancellationToken cancellationToken)
    {
        if (turn.IsGroup)
        {
            await MoveToPrivateAsync(turn, decision, text, cancellationToken).ConfigureAwait(false);
            return;
        }

        var opened = await RequestAsync(turn, decision, text, turn.Activity.From, turn.Identity.IsMember, cancellationToken).ConfigureAwait(false);
        await turn.SayAsync(words.Say(turn, opened, await AlertAsync(turn, opened, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        await HandoffTurns.EmitAsync(turn, EventNames.HandoffInitiate, new() { ["reference"] = opened.Reference, ["language"] = opened.Language }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A handoff that began in a group continues in the private chat. Only for turns whose origin is internal.</summary>
    public async Task OpenMovedAsync(PersonTurn turn, HandoffSignal signal, CancellationToken cancellationToken)
    {
        turn.Language = signal.Language ?? turn.Language;
        if (signal.Decision is not { } decision)
            return;
        if (decision.DangerToLife)
            await turn.SayAsync(emergency.Say(turn), cancellationToken).ConfigureAwait(false);
        if (await ObserveAsync(turn, cancellationToken).ConfigureAwait(false) is { } open)
        {
            await turn.SayAsync(wording.Get("handoff.already", turn.Language, ("reference", open.Reference)), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!turn.Memory.Welcomed && !decision.DangerToLife)
            await turn.SayAsync(wording.Get("welcome", turn.Language), cancellationToken).ConfigureAwait(false);
        turn.Memory.Welcomed = true;
        var person = new ChannelAccount { Id = signal.ActorId, Name = signal.ActorName };
        var opened = await RequestAsync(turn, decision, signal.Text ?? "", person, signal.IsMember, cancellationToken).ConfigureAwait(false);
        var progress = await AlertAsync(turn, opened, cancellationToken).ConfigureAwait(false);
        await turn.SayAsync(words.Say(turn, opened, progress, moved: true), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Life may be in danger: begins the on-call chain.</summary>
    /// <returns>How far it is; null when life is not in danger.</returns>
    public async Task<OnCallProgress?> AlertAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken) =>
        request.DangerToLife ? await onCall.BeginAsync(turn.Context, request, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Somebody in distress has not answered the offer of a person: they are written to once, and a person is brought in.</summary>
    public async Task OpenAfterSilenceAsync(PersonTurn turn, HandoffTimer timer, CancellationToken cancellationToken)
    {
        var decision = new TriageDecision(TriageRoute.Human, TriageReason.Distress, 1, HandoverMode.AtOnce) { Evidence = timer.Evidence };
        var opened = await RequestAsync(turn, decision, timer.Matter ?? "", turn.Activity.From, turn.Identity.IsMember, cancellationToken).ConfigureAwait(false);
        turn.Work.Add(new HandoffNoteEffect(new HandoffEvent(opened.Id, HandoffEventKind.WentSilent, null, null, null, time.GetUtcNow())));
        await turn.SayAsync(wording.Get("silence.offer", turn.Language, ("reference", opened.Reference)), cancellationToken).ConfigureAwait(false);
        await HandoffTurns.EmitAsync(turn, EventNames.HandoffInitiate, new() { ["reference"] = opened.Reference, ["language"] = opened.Language }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True when a person was offered or brought in for this cause lately; requests and grave reasons are never limited.</summary>
    public bool IsOfferedLately(PersonTurn turn, TriageReason reason) =>
        reason is not TriageReason.ExplicitRequest && !HandoffConfidentiality.IsGrave(reason)
        && turn.Memory.Offered.TryGetValue(reason, out var when) && time.GetUtcNow() - when < options.Value.OfferAgainAfter;

    /// <summary>Notes that a person was offered for this cause.</summary>
    public void NoteOffered(PersonTurn turn, TriageReason reason) => turn.Memory.Offered[reason] = time.GetUtcNow();

    /// <summary>Somebody in distress is offered a person: if they do not answer, they are not left alone with the question. Once, and not in a group.</summary>
    public void WatchSilence(PersonTurn turn, string matter, IReadOnlyList<string> evidence)
    {
        var now = time.GetUtcNow();
        if (turn.IsGroup || (turn.Memory.FollowedUpAt is { } last && now - last < options.Value.CloseGraveAfterIdle))
            return;
        turn.Memory.AwaitsDistressed = true;
        turn.Memory.FollowedUpAt = now;
        HandoffTimers.Start(turn.Work, HandoffTimers.Silence, new HandoffTimer("") { Matter = matter, Evidence = evidence }, options.Value.SilenceAfter, time);
    }

    /// <summary>The person wrote: nobody waits for them any more.</summary>
    public static void EndSilence(PersonTurn turn)
    {
        if (!turn.Memory.AwaitsDistressed)
            return;
        turn.Memory.AwaitsDistressed = false;
        turn.Memory.FollowedUpAt = null;
        turn.Work.Add(new CancelTimerEffect(HandoffTimers.Silence));
    }

    private async Task<HandoffRequest> RequestAsync(
        PersonTurn turn, TriageDecision decision, string text, ChannelAccount? person, bool isMember, CancellationToken cancellationToken)
    {
        var said = await history.ReadAsync(turn, since: null, cancellationToken).ConfigureAwait(false);
        var confidential = HandoffConfidentiality.IsConfidential(decision.Reason, decision.DangerToLife);
        var channel = await channels.FindAsync(turn.Context, cancellationToken).ConfigureAwait(false);
        var id = Guid.NewGuid().ToString("n");
        var step = HandoffTransitions.Open(new HandoffRequest
        {
            Id = id,
            Reference = HandoffReferences.Of(turn.Work.InboxId),
            Conversation = turn.Work.Conversation,
            PersonId = person?.Id ?? turn.Identity.PersonId ?? "",
            PersonName = turn.Identity.Name ?? person?.Name,
            IsMember = isMember,
            Language = turn.Language,
            Reason = decision.Reason is TriageReason.None ? TriageReason.ExplicitRequest : decision.Reason,
            DangerToLife = decision.DangerToLife,
            Confidential = confidential,
            Brief = await briefs.WriteAsync(new BriefInput(decision, text, turn.Language, said, IsReachable: turn.IsTeams), cancellationToken).ConfigureAwait(false),
            Thread = channel is null ? null : AssistantsChannels.ThreadOf(id),
            CreatedAt = time.GetUtcNow(),
        });
        turn.Work.Add(step);
        if (channel is not null)
            turn.Work.Add(AssistantsChannels.OpenThread(channel, step.After));
        HandoffTimers.Start(turn.Work, HandoffTimers.Remind, id, options.Value.RemindAfter, time);
        turn.Memory.RejectedAnswers = 0;
        turn.Memory.AcknowledgedHandoff = null;
        NoteOffered(turn, step.After.Reason);
        return step.After;
    }

    // Only what the person must know stands in the group; the matter itself travels to the private chat.
    private async Task MoveToPrivateAsync(PersonTurn turn, TriageDecision decision, string text, CancellationToken cancellationToken)
    {
        if (!turn.IsTeams || turn.Activity.From is not { Id: { } userId } person)
        {
            await turn.SayAsync(wording.Get("handoff.privateOnly", turn.Language), cancellationToken).ConfigureAwait(false);
            return;
        }

        var signal = new HandoffSignal("")
        {
            Text = text,
            ActorId = userId,
            ActorName = turn.Identity.Name ?? person.Name,
            Decision = decision,
            IsMember = turn.Identity.IsMember,
            Language = turn.Language,
        };
        var known = PersonalChats.MemberId(person) is { } member ? await chats.FindAsync(turn.Context, member, cancellationToken).ConfigureAwait(false) : null;
        var to = new ConversationKey(ChannelIds.Msteams, known?.Conversation?.Id ?? $"personal:{userId}");
        turn.Work.Add(HandoffPosts.Signal(to, HandoffSignals.MovedHere, signal, $"{turn.Work.InboxId}:moved") with
        {
            Reference = known ?? new ConversationReference
            {
                ChannelId = ChannelIds.Msteams,
                ServiceUrl = turn.Activity.ServiceUrl,
                Bot = turn.Activity.Recipient,
                User = person,
                Conversation = new ConversationAccount { Id = to.ConversationId, ConversationType = ConversationTypes.Personal, TenantId = turn.Activity.Conversation?.TenantId },
            },
            NewThread = known is not null ? null : new ConversationParameters
            {
                IsGroup = false,
                Bot = turn.Activity.Recipient,
                Members = [person],
                TenantId = turn.Identity.TenantId ?? turn.Activity.Conversation?.TenantId,
                ChannelData = turn.Activity.GetTeamsChannelData()?.Tenant is { } tenant
                    ? JsonSerializer.SerializeToElement(new TeamsChannelData { Tenant = tenant }, ActivityJson.Context.TeamsChannelData)
                    : null,
            },
        });
        await turn.SayAsync(wording.Get("handoff.movedPrivate", turn.Language), cancellationToken).ConfigureAwait(false);
    }
}
