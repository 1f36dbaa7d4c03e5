using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Assignment;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Knowledge.Models;
using AssistantBot.Triage.Classifier;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.Relay;

/// <summary>
/// What an assistant can do with a handoff, the same from the desk, from the thread and from a private chat. Callers have authenticated the
/// assistant and checked that the handoff belongs to where they speak; who may do what is decided here, against the version read.
/// </summary>
public sealed class HandoffCommands(IHandoffStore store, PersonalChats chats, AssignmentPolicies assignment, IOptions<HandoffOptions> options, TimeProvider time)
{
    /// <summary>Longest message an assistant can send, in characters.</summary>
    public const int LongestMessage = 8000;

    /// <summary>Takes a waiting handoff. Taking one's own again changes nothing and succeeds.</summary>
    public async Task<HandoffOutcome> AcceptAsync(ITurnContext turnContext, string handoffId, Assistant by, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        if (await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false) is not { } request)
            return new(false, "desk.unknown");
        if (request.State is HandoffState.Accepted)
        {
            return request.AssistantId == by.Id
                ? new(true, "desk.accepted", request)
                : new(false, "desk.taken", request, request.AssistantName);
        }

        if (request.State is not HandoffState.Waiting)
            return new(false, "desk.over", request);
        if (!assignment.Allows(request, by))
            return new(false, "desk.notOffered", request);
        var step = HandoffTransitions.Accept(request, by, time.GetUtcNow());
        work.Add(step);
        await TellAcceptedAsync(turnContext, work, step.After, HandoffSignals.Accepted, null, cancellationToken).ConfigureAwait(false);
        return new(true, "desk.accepted", step.After);
    }

    /// <summary>Writes to the person.</summary>
    /// <param name="turnContext">The turn.</param>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="by">Who writes; only the one who accepted may.</param>
    /// <param name="text">Markdown.</param>
    /// <param name="messageId">Id of the message where it was written, so that an edit there finds its copy; null for none.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task<HandoffOutcome> SayAsync(ITurnContext turnContext, string handoffId, Assistant by, string? text, string? messageId, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        var request = await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false);
        if (Refusal(request, by) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(text))
            return new(false, "desk.empty", request);
        var id = messageId ?? $"m{work.InboxId}";
        work.Add(HandoffPosts.Signal(request!.Conversation, HandoffSignals.AssistantSaid, Signal(request, by, Cut(text), id), $"{handoffId}:{work.InboxId}:said"));
        return new(true, "desk.sent", request, MessageId: id);
    }

    /// <summary>Replaces a message sent before; with null as text deletes it.</summary>
    public async Task<HandoffOutcome> EditAsync(ITurnContext turnContext, string handoffId, Assistant by, string messageId, string? text, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        var request = await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false);
        if (Refusal(request, by) is { } refusal)
            return refusal;
        if (text is not null && string.IsNullOrWhiteSpace(text))
            return new(false, "desk.empty", request);
        work.Add(HandoffPosts.Signal(
            request!.Conversation, text is null ? HandoffSignals.AssistantDeleted : HandoffSignals.AssistantEdited,
            Signal(request, by, text is null ? null : Cut(text), messageId), $"{handoffId}:{work.InboxId}:edited"));
        return new(true, "desk.sent", request, MessageId: messageId);
    }

    /// <summary>Leaves a note. It is written to the history and nowhere else.</summary>
    public async Task<HandoffOutcome> NoteAsync(ITurnContext turnContext, string handoffId, Assistant by, string? text, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        if (await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false) is not { } request || (request.Confidential && request.AssistantId != by.Id))
            return new(false, "desk.unknown");
        if (string.IsNullOrWhiteSpace(text))
            return new(false, "desk.empty", request);
        work.Add(new HandoffNoteEffect(new HandoffEvent(handoffId, HandoffEventKind.Note, by.Id, by.Name, Cut(text), time.GetUtcNow())));
        return new(true, "desk.noted", request);
    }

    /// <summary>Marks a triage decision as wrong, or settles such a mark. The message itself stays where it is.</summary>
    public async Task<HandoffOutcome> ReviewAsync(ITurnContext turnContext, string handoffId, Assistant by, DecisionReview review, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(review);
        var work = TurnWork.Of(turnContext);
        if (await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false) is not { } request || (request.Confidential && request.AssistantId != by.Id)
            || !ExampleFile.TryGetReason(review.Label, out _) || review.Line < 0 || review.Settled is not (null or DecisionReview.Approved or DecisionReview.Dismissed))
            return new(false, "desk.unknown");
        work.Add(new HandoffNoteEffect(new HandoffEvent(handoffId, HandoffEventKind.DecisionReviewed, by.Id, by.Name, DecisionReviews.Write(review), time.GetUtcNow())));
        return new(true, "desk.reviewed", request);
    }

    /// <summary>Gives the handoff to another assistant, or with null back to the queue.</summary>
    public async Task<HandoffOutcome> TransferAsync(ITurnContext turnContext, string handoffId, Assistant by, Assistant? to, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        var request = await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false);
        if (Refusal(request, by) is { } refusal)
            return refusal;
        var step = HandoffTransitions.Transfer(request!, by, to, time.GetUtcNow());
        work.Add(step);
        await TellAcceptedAsync(turnContext, work, step.After, HandoffSignals.Transferred, request, cancellationToken).ConfigureAwait(false);
        return new(true, to is null ? "desk.requeued" : "desk.transferred", step.After);
    }

    /// <summary>Ends the handoff; the bot answers again.</summary>
    public async Task<HandoffOutcome> CloseAsync(ITurnContext turnContext, string handoffId, Assistant by, CancellationToken cancellationToken)
    {
        var work = TurnWork.Of(turnContext);
        var request = await ReadAsync(work, handoffId, cancellationToken).ConfigureAwait(false);
        if (Refusal(request, by) is { } refusal)
            return refusal;
        var step = HandoffTransitions.Close(request!, by.Id, by.Name, time.GetUtcNow());
        work.Add(step);
        work.Add(HandoffPosts.Signal(request!.Conversation, HandoffSignals.Closed, Signal(request, by, null, null), EffectId(step.After, "closed")));
        await ShowCardsAsync(turnContext, work, step.After, request, cancellationToken).ConfigureAwait(false);
        return new(true, "desk.closed", step.After);
    }

    /// <summary>Shows the card anew wherever it stands: in the thread and, for a confidential handoff, in the private chats of who has it and who had it.</summary>
    internal async Task ShowCardsAsync(ITurnContext turnContext, TurnUnitOfWork work, HandoffRequest after, HandoffRequest? before, CancellationToken cancellationToken)
    {
        HandoffPosts.ShowCard(work, after);
        if (!after.Confidential)
            return;
        // Whoever on call was alerted sees that it is taken, and by whom.
        var alerted = after.DangerToLife ? options.Value.OnCall.Assistants.Select(assistant => assistant.Id) : [];
        foreach (var assistant in new[] { after.AssistantId, before?.AssistantId }.OfType<string>().Concat(alerted).Distinct(StringComparer.Ordinal))
        {
            if (await PrivateChatAsync(turnContext, assistant, cancellationToken).ConfigureAwait(false) is { } chat)
                work.Add(HandoffPosts.Signal(chat, HandoffSignals.ShowCard, new HandoffSignal(after.Id), EffectId(after, "card")));
        }
    }

    /// <summary>Where an assistant reads what may not stand in the channel; null when they only use the desk.</summary>
    internal async Task<ConversationKey?> PrivateChatAsync(ITurnContext turnContext, string assistantId, CancellationToken cancellationToken) =>
        await chats.FindAsync(turnContext, assistantId, cancellationToken).ConfigureAwait(false) is { ChannelId: { } channel, Conversation.Id: { } id }
            ? new ConversationKey(channel, id)
            : null;

    private async Task TellAcceptedAsync(
        ITurnContext turnContext, TurnUnitOfWork work, HandoffRequest after, string signal, HandoffRequest? before, CancellationToken cancellationToken)
    {
        work.Add(HandoffPosts.Signal(
            after.Conversation, signal,
            new HandoffSignal(after.Id) { ActorId = after.AssistantId, ActorName = after.AssistantName, PreviousName = before?.AssistantName },
            EffectId(after, "assistant")));
        await ShowCardsAsync(turnContext, work, after, before, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HandoffRequest?> ReadAsync(TurnUnitOfWork work, string handoffId, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(handoffId, cancellationToken).ConfigureAwait(false) is not { } request)
            return null;
        work.Observe(HandoffVersions.Of(handoffId), request.Version);
        return request;
    }

    // Only who has accepted acts; others learn who that is, and of a handoff that does not exist nobody learns anything.
    private static HandoffOutcome? Refusal(HandoffRequest? request, Assistant by) => request switch
    {
        null => new(false, "desk.unknown"),
        { State: HandoffState.Waiting } => new(false, "desk.notAccepted", request),
        { State: HandoffState.Accepted } when request.AssistantId == by.Id => null,
        { State: HandoffState.Accepted } => new(false, "desk.notYours", request, request.AssistantName),
        _ => new(false, "desk.over", request),
    };

    private static HandoffSignal Signal(HandoffRequest request, Assistant by, string? text, string? messageId) =>
        new(request.Id) { Text = text, ActorId = by.Id, ActorName = by.Name, MessageId = messageId };

    private static string EffectId(HandoffRequest after, string what) => $"{after.Id}:{after.Version}:{what}";

    private static string Cut(string text) => PromptText.Cut(text, LongestMessage).Trim();
}
