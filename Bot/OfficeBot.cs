using System.Reflection;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Teams;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Dialogs;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Text;
using AssistantBot.Triage;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot;

/// <summary>
/// The bot: looks at who speaks and from where, and gives the turn to the flow it belongs to. What comes from the desk, from another
/// conversation or from a timer is known by the turn's origin, never by its content.
/// </summary>
internal sealed class OfficeBot(
    PersonDialogs dialogs, AssistantThread assistants, HandoffConversation handoff, HandoffOpening opening, DeskCommandHandler desk, ChannelChoice admin,
    AnswerFeedback judgements, Welcome welcome, PersonalChats chats, ConversationState conversationState,
    PrivateConversationState privateState, IOptions<WordingOptions> wording, IConfiguration configuration) : TeamsActivityHandler
{
    private const string VersionCommand = "/version";
    private const string MemoryName = "memory";

    private static readonly string Product = $"AssistantBot {typeof(OfficeBot).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private readonly IStatePropertyAccessor<ConversationMemory> _shared = conversationState.CreateProperty<ConversationMemory>(MemoryName);
    private readonly IStatePropertyAccessor<int> _versions = conversationState.CreateProperty<int>("versions");
    private readonly IStatePropertyAccessor<ConversationMemory> _own = privateState.CreateProperty<ConversationMemory>(MemoryName);

    /// <inheritdoc/>
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        turnContext.OnSendActivities(AddressAsync);
        await base.OnTurnAsync(turnContext, cancellationToken);
        await conversationState.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
        await privateState.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
    }

    /// <summary>Tells the person that a message could not be handled, and offers a person. Runs on fresh state after the last attempt.</summary>
    public async Task OnTurnErrorAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (turnContext.Activity.Type != ActivityTypes.Message)
            return;
        turnContext.OnSendActivities(AddressAsync);
        var turn = await BeginAsync(turnContext, cancellationToken);
        if (await opening.ObserveAsync(turn, cancellationToken) is null)
            await dialogs.BeginAsync(turn, nameof(OfferDialog), OfferOptions.Unanswered("failure", turn.Text), cancellationToken);
        await conversationState.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
        await privateState.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        // Load generators ask this: a whole durable turn with its state, but neither model nor knowledge.
        if (turnContext.Activity.TextWithoutRecipientMention()?.Trim() == VersionCommand)
        {
            await _versions.SetAsync(turnContext, await _versions.GetAsync(turnContext, () => 0, cancellationToken) + 1, cancellationToken);
            await turnContext.SendActivityAsync($"{Product} · {configuration["Storage:Provider"] ?? "Sqlite"}", cancellationToken: cancellationToken);
            return;
        }

        var turn = await BeginAsync(turnContext, cancellationToken);
        if (await assistants.TryHandleMessageAsync(turn, cancellationToken))
            return;
        if (turn.IsGroup && !turn.Activity.MentionsRecipient())
            return;
        if (await admin.TryHandleAsync(turn, cancellationToken))
            return;
        await chats.RememberAsync(turnContext, cancellationToken);
        await dialogs.RunAsync(turn, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task OnMessageUpdateActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        HasTeamsEventType(turnContext) ? base.OnMessageUpdateActivityAsync(turnContext, cancellationToken) : OnTeamsMessageEditAsync(turnContext, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnTeamsMessageEditAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(turnContext, cancellationToken);
        if (await assistants.TryHandleChangeAsync(turn, deleted: false, cancellationToken) || (turn.IsGroup && !turn.Activity.MentionsRecipient()))
            return;
        if (await opening.ObserveAsync(turn, cancellationToken) is { } open)
            await handoff.RelayChangeAsync(turn, open, deleted: false, cancellationToken);
        else
            await dialogs.RunAsync(turn, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task OnMessageDeleteActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        HasTeamsEventType(turnContext) ? base.OnMessageDeleteActivityAsync(turnContext, cancellationToken) : OnTeamsMessageSoftDeleteAsync(turnContext, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnTeamsMessageSoftDeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(turnContext, cancellationToken);
        if (!await assistants.TryHandleChangeAsync(turn, deleted: true, cancellationToken)
            && await opening.ObserveAsync(turn, cancellationToken) is { } open)
            await handoff.RelayChangeAsync(turn, open, deleted: true, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task OnMembersAddedAsync(IList<ChannelAccount> membersAdded, ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(turnContext, cancellationToken);
        // A web page says with its own event when it is opened, and in what language.
        if (turn.IsGroup || turn.IsWeb)
            return;
        await chats.RememberAsync(turnContext, cancellationToken);
        await welcome.BeginAsync(turn, withQuestions: true, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task OnEventAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var name = turnContext.Activity.Name;
        var turn = await BeginAsync(turnContext, cancellationToken);
        switch (turn.Identity.Origin)
        {
            case TurnOrigin.Internal when HandoffPosts.Read(turnContext.Activity) is { } signal:
                if (!await assistants.TryHandleSignalAsync(turn, signal, cancellationToken))
                    await AskAsync(turn, await handoff.OnSignalAsync(turn, signal, cancellationToken), cancellationToken);
                break;
            case TurnOrigin.Timer:
                await AskAsync(turn, await handoff.OnTimerAsync(turn, cancellationToken), cancellationToken);
                break;
            case TurnOrigin.Channel or TurnOrigin.DirectLine when name == EventNames.WebChatJoin && !turn.IsGroup:
                await welcome.BeginAsync(turn, withQuestions: true, cancellationToken);
                break;
            case TurnOrigin.Channel or TurnOrigin.DirectLine when name == AnswerFeedback.WebChatFeedback:
                await judgements.OnEventAsync(turn, cancellationToken);
                break;
            case TurnOrigin.Channel or TurnOrigin.DirectLine when name == EventNames.HandoffInitiate && !turn.IsGroup:
                if (await opening.ObserveAsync(turn, cancellationToken) is null)
                    await opening.OpenAsync(turn, new TriageDecision(TriageRoute.Human, TriageReason.ExplicitRequest, 1, HandoverMode.AtOnce), "", cancellationToken);
                break;
        }
    }

    /// <inheritdoc/>
    protected override async Task<InvokeResponse?> OnInvokeActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        DeskCommands.IsDeskCommand(turnContext.Activity.Name)
            ? await desk.RunAsync(await BeginAsync(turnContext, cancellationToken), cancellationToken)
            : await base.OnInvokeActivityAsync(turnContext, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnFeedbackAsync(ITurnContext turnContext, FeedbackSubmission feedback, CancellationToken cancellationToken) =>
        await judgements.OnSubmissionAsync(await BeginAsync(turnContext, cancellationToken), feedback, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(
        ITurnContext turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken)
    {
        // Somebody on call may press a button in a chat that the bot has begun.
        await chats.RememberAsync(turnContext, cancellationToken);
        return await assistants.OnCardActionAsync(await BeginAsync(turnContext, cancellationToken), invokeValue, cancellationToken);
    }

    private async Task<PersonTurn> BeginAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        // In a group each person has their own thread of thought with the bot.
        var memory = await (PersonTurn.HasOwnStateIn(activity) ? _own : _shared).GetAsync(turnContext, () => new ConversationMemory(), cancellationToken) ?? new ConversationMemory();
        var turn = new PersonTurn(turnContext, memory, memory.Language ?? Preferred(activity));
        if (activity.Type == ActivityTypes.Message && turn.Text.Length > 0)
            memory.Language = turn.Language = LanguageDetector.Detect(turn.Text, turn.Language);
        turnContext.SetLocale(turn.Language);
        turnContext.TurnState.Set(turn);
        return turn;
    }

    private Task AskAsync(PersonTurn turn, SatisfactionOptions? over, CancellationToken cancellationToken) =>
        over is null ? Task.CompletedTask : dialogs.BeginAsync(turn, nameof(SatisfactionDialog), over, cancellationToken);

    private string Preferred(Activity activity)
    {
        var stated = activity.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("language", out var language) && language.ValueKind is JsonValueKind.String
            ? language.GetString()
            : activity.Locale;
        return stated switch
        {
            not null when stated.StartsWith("fr", StringComparison.OrdinalIgnoreCase) => "fr",
            not null when stated.StartsWith("en", StringComparison.OrdinalIgnoreCase) => "en",
            _ => wording.Value.DefaultLanguage,
        };
    }

    private static bool HasTeamsEventType(ITurnContext turnContext) =>
        turnContext.Activity.ChannelId == ChannelIds.Msteams && turnContext.Activity.GetTeamsChannelData()?.EventType is not null;

    // An assistant's name goes on what they say. A reply to something that never went over the web page's stream would be held back there.
    private static Task<ResourceResponse[]> AddressAsync(ITurnContext turnContext, List<Activity> activities, Func<Task<ResourceResponse[]>> next)
    {
        foreach (var activity in activities)
        {
            AssistantVoice.Sign(activity);
            if (turnContext.Activity.Type != ActivityTypes.Message)
                activity.ReplyToId = null;
        }

        return next();
    }
}
