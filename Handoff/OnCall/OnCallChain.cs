using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Hours;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.OnCall;

/// <summary>
/// Alerts the people on call, one after the other, until somebody takes the request. Every step is an effect of a turn of the person's
/// conversation: the alert, the line of history, and the durable timer of the next step.
/// </summary>
public sealed class OnCallChain(BusinessHours hours, PersonalChats chats, AssistantsChannels channels, IOptions<HandoffOptions> options, TimeProvider time)
{
    private static readonly ConversationKey WebhookConversation = new(ChannelIds.Webhook, "on-call");

    private readonly OnCallOptions _options = options.Value.OnCall;

    /// <summary>True for somebody of the chain.</summary>
    public bool Includes(string assistantId) => _options.Assistants.Any(assistant => assistant.Id == assistantId);

    /// <summary>Begins when a request with danger to life is opened, or becomes one.</summary>
    /// <param name="turnContext">The turn, in the person's conversation.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task<OnCallProgress> BeginAsync(ITurnContext turnContext, HandoffRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_options.Steps == 0)
            return hours.IsOpen() ? OnCallProgress.AssistantsAreThere : OnCallProgress.Nobody;
        if (!hours.IsOpen())
            return await ContinueAsync(turnContext, request, 0, cancellationToken).ConfigureAwait(false);
        StartTimer(TurnWork.Of(turnContext), request, 0);
        return OnCallProgress.AssistantsAreThere;
    }

    /// <summary>Alerts the next of the chain; called by the timer while nobody has taken the request.</summary>
    /// <param name="turnContext">The turn, in the person's conversation.</param>
    /// <param name="request">The request, still waiting.</param>
    /// <param name="step">Position in the chain, from 0.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task<OnCallProgress> ContinueAsync(ITurnContext turnContext, HandoffRequest request, int step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var work = TurnWork.Of(turnContext);
        if (step >= _options.Steps)
        {
            work.Add(new HandoffNoteEffect(new HandoffEvent(request.Id, HandoffEventKind.OnCallExhausted, null, null, null, time.GetUtcNow())));
            return OnCallProgress.Nobody;
        }

        var assistant = step < _options.Assistants.Count ? _options.Assistants[step] : null;
        var effectId = $"{request.Id}:{work.InboxId}:on-call";
        var signal = new HandoffSignal(request.Id) { ActorId = assistant?.Id, ActorName = assistant?.Name };
        if (assistant is not null && await PostToAsync(turnContext, assistant, signal, effectId, cancellationToken).ConfigureAwait(false) is { } post)
            work.Add(post);
        if (_options.Webhook.Length > 0)
        {
            work.Add(HandoffPosts.Signal(WebhookConversation, HandoffSignals.OnCall, signal, effectId + ":webhook") with
            {
                Reference = new ConversationReference { ChannelId = ChannelIds.Webhook, ServiceUrl = _options.Webhook, Conversation = new ConversationAccount { Id = WebhookConversation.ConversationId } },
            });
        }

        work.Add(new HandoffNoteEffect(new HandoffEvent(request.Id, HandoffEventKind.OnCallAlerted, assistant?.Id, assistant?.Name, null, time.GetUtcNow())));
        StartTimer(work, request, step + 1);
        return OnCallProgress.Alerted;
    }

    private void StartTimer(TurnUnitOfWork work, HandoffRequest request, int step) => HandoffTimers.Start(work, HandoffTimers.OnCall, request.Id, _options.StepAfter, time, step);

    // In the assistant's private chat with the bot; where they never wrote to it, one is created as far as Teams lets us. Null: the desk and
    // the webhook must do.
    private async Task<PostInternalActivityEffect?> PostToAsync(ITurnContext turnContext, OnCallAssistant assistant, HandoffSignal signal, string effectId, CancellationToken cancellationToken)
    {
        if (await chats.FindAsync(turnContext, assistant.Id, cancellationToken).ConfigureAwait(false) is { ChannelId: { } channelId, Conversation.Id: { } conversation } known)
            return HandoffPosts.Signal(new ConversationKey(channelId, conversation), HandoffSignals.OnCall, signal, effectId) with { Reference = known };
        if (await channels.FindAsync(turnContext, cancellationToken).ConfigureAwait(false) is not { } channel)
            return null;
        var key = new ConversationKey(ChannelIds.Msteams, $"personal:{assistant.Id}");
        var member = new ChannelAccount { Id = assistant.Id, Name = assistant.Name, AadObjectId = assistant.Id };
        return HandoffPosts.Signal(key, HandoffSignals.OnCall, signal, effectId) with
        {
            Reference = new ConversationReference
            {
                ChannelId = ChannelIds.Msteams,
                ServiceUrl = channel.ServiceUrl,
                Bot = channel.Bot,
                User = member,
                Conversation = new ConversationAccount { Id = key.ConversationId, ConversationType = ConversationTypes.Personal, TenantId = channel.TenantId },
            },
            NewThread = new ConversationParameters { IsGroup = false, Bot = channel.Bot, Members = [member], TenantId = channel.TenantId, ChannelData = channel.TenantData() },
        };
    }
}
