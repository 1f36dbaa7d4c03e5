using System.Globalization;
using System.Text.Json;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Cards;
using AssistantBot.Cards.Model;
using AssistantBot.Handoff;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>
/// The assistants' side in Teams: the handoff's thread in their channel, and the private chat of whoever took a confidential one. What stands in
/// a payload is never believed: the handoff must be the thread's own, or be the sender's.
/// </summary>
internal sealed class AssistantThread(
    IHandoffStore store, HandoffCommands commands, OnCallChain onCall, HandoffCards cards, IWording wording, IOptions<HandoffOptions> options,
    IStorage? storage = null, AttachmentLinks? links = null)
{
    private const string Done = "application/vnd.microsoft.activity.message";

    /// <summary>Handles a message to the bot when it belongs to a handoff that assistants follow here.</summary>
    /// <returns>False when it does not.</returns>
    public async Task<bool> TryHandleMessageAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (!turn.IsTeams || turn.Identity.Origin is not TurnOrigin.Channel)
            return false;
        if (turn.Text.Length == 0 && turn.Activity.Value is { ValueKind: JsonValueKind.Object } value && Read(value, null) is { } submitted)
        {
            var outcome = await ActAsync(turn, submitted, cancellationToken).ConfigureAwait(false);
            if (!outcome.Ok || submitted.Verb is HandoffVerbs.Reply)
                await turn.SayAsync(Words(outcome, "desk", LanguageOf(outcome.Request, turn)), cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (turn.IsGroup && await store.FindByThreadAsync(turn.Work.Conversation, cancellationToken).ConfigureAwait(false) is { } request)
        {
            // Without a mention colleagues talk among themselves.
            if (turn.Activity.MentionsRecipient() && turn.Text.Length > 0)
                await SayFromThreadAsync(turn, request, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return !turn.IsGroup && await TrySayFromPrivateChatAsync(turn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An assistant corrected or deleted a message that was passed on.</summary>
    /// <returns>False when it does not belong to a handoff.</returns>
    public async Task<bool> TryHandleChangeAsync(PersonTurn turn, bool deleted, CancellationToken cancellationToken)
    {
        if (!turn.IsTeams || !turn.IsGroup || turn.Activity.Id is not { } messageId
            || await store.FindByThreadAsync(turn.Work.Conversation, cancellationToken).ConfigureAwait(false) is not { } request)
            return false;
        if (!request.Confidential && AssistantOf(turn) is { } by)
            await commands.EditAsync(turn.Context, request.Id, by, messageId, deleted ? null : turn.Text, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A button of a handoff card (<c>Action.Execute</c>).</summary>
    public async Task<AdaptiveCardInvokeResponse> OnCardActionAsync(PersonTurn turn, AdaptiveCardInvokeValue invoke, CancellationToken cancellationToken)
    {
        var action = invoke.Action?.Data is { ValueKind: JsonValueKind.Object } data ? Read(data, invoke.Action.Verb) : null;
        if (action is null)
            return Message(wording.Get("desk.unknown", turn.Language));
        var outcome = await ActAsync(turn, action.Value, cancellationToken).ConfigureAwait(false);
        var language = LanguageOf(outcome.Request, turn);
        if (!outcome.Ok || outcome.Request is null || action.Value.Verb is HandoffVerbs.Reply)
            return Message(Words(outcome, "desk", language));
        var card = await cards.DrawAsync(outcome.Request, isPrivate: !turn.IsGroup, cancellationToken).ConfigureAwait(false);
        return new AdaptiveCardInvokeResponse { StatusCode = 200, Type = AttachmentContentTypes.AdaptiveCard, Value = card.ToJson() };
    }

    /// <summary>The person's side, or a transition, has something for the assistants here. Only for turns whose origin is internal.</summary>
    /// <returns>False when the signal is not for assistants.</returns>
    public async Task<bool> TryHandleSignalAsync(PersonTurn turn, HandoffSignal signal, CancellationToken cancellationToken)
    {
        if (turn.Activity.Name == HandoffSignals.TakeBack)
        {
            await TakeBackAsync(turn, signal, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (!IsForAssistants(turn.Activity.Name))
            return false;
        if (await store.GetAsync(signal.HandoffId, cancellationToken).ConfigureAwait(false) is not { } request)
            return true;
        var isThread = request.Thread == turn.Work.Conversation;
        if (turn.Activity.Name == HandoffSignals.ShowCard)
        {
            await ShowCardAsync(turn, request, isPrivate: !isThread, isAlert: false, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (turn.Activity.Name is HandoffSignals.OnCall or HandoffSignals.StillWaiting or HandoffSignals.WentSilent)
        {
            await AlertAsync(turn, request, signal, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // What became confidential after it was sent here is not shown any more.
        if (isThread && request.Confidential)
            return true;
        var language = LanguageOf(request, turn);
        var name = AdaptiveText.Escape(signal.ActorName ?? wording.Get("card.anonymous", language), 80);
        var key = turn.Activity.Name switch
        {
            HandoffSignals.PersonEdited => "thread.edited",
            HandoffSignals.PersonDeleted => "thread.deleted",
            _ => "thread.person",
        };
        var text = wording.Get(key, language, ("name", name), ("text", AdaptiveText.Escape(signal.Text, HandoffCommands.LongestMessage)));
        foreach (var file in signal.Files ?? [])
            text += "\n\n" + await FileLineAsync(file, language, cancellationToken).ConfigureAwait(false);
        await turn.SayAsync(text, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Teams gets a link, which only a server that people outside can reach can give.
    private async Task<string> FileLineAsync(RelayedFile file, string language, CancellationToken cancellationToken)
    {
        var name = AdaptiveText.Escape(file.Name, 120);
        return links?.PublicUrl is { } address
            ? wording.Get("thread.file", language, ("name", name), ("link", address + await links.CreateAsync(file.Id, cancellationToken).ConfigureAwait(false)))
            : wording.Get("thread.fileAtDesk", language, ("name", name));
    }

    private static bool IsForAssistants(string? name) => name is HandoffSignals.ShowCard or HandoffSignals.PersonSaid or HandoffSignals.PersonEdited
        or HandoffSignals.PersonDeleted or HandoffSignals.OnCall or HandoffSignals.StillWaiting or HandoffSignals.WentSilent;

    // Alerts name nobody: the card and the desk do, to whom they may.
    private async Task AlertAsync(PersonTurn turn, HandoffRequest request, HandoffSignal signal, CancellationToken cancellationToken)
    {
        var language = LanguageOf(request, turn);
        if (turn.Activity.Name == HandoffSignals.WentSilent)
        {
            if (request.State is HandoffState.Accepted)
                await NotifyAsync(turn, wording.Get("thread.silent", language, ("minutes", Minutes(options.Value.SilenceAfter))), cancellationToken).ConfigureAwait(false);
            return;
        }

        // Taken meanwhile: nobody has to be woken up any more.
        if (request.State is not HandoffState.Waiting)
            return;
        if (turn.Activity.ChannelId == ChannelIds.Webhook)
        {
            await turn.Context.SendActivityAsync(OnCallWebhook.Alert(request, signal), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (turn.Activity.Name == HandoffSignals.StillWaiting)
        {
            await NotifyAsync(turn, wording.Get("thread.stillWaiting", language), cancellationToken).ConfigureAwait(false);
            return;
        }

        await NotifyAsync(turn, wording.Get("thread.onCall", language, ("minutes", Minutes(options.Value.OnCall.StepAfter))), cancellationToken).ConfigureAwait(false);
        await ShowCardAsync(turn, request, isPrivate: true, isAlert: true, cancellationToken).ConfigureAwait(false);
    }

    private static string Minutes(TimeSpan time) => ((int)Math.Ceiling(time.TotalMinutes)).ToString(CultureInfo.InvariantCulture);

    // With a notification in the activity feed.
    private static Task<ResourceResponse?> NotifyAsync(PersonTurn turn, string text, CancellationToken cancellationToken)
    {
        var activity = Activity.CreateMessage(text);
        activity.ChannelData = JsonSerializer.SerializeToElement(new TeamsChannelData { Notification = new NotificationInfo { Alert = true } }, ActivityJson.Context.TeamsChannelData);
        return turn.Context.SendActivityAsync(activity, cancellationToken);
    }

    private async Task<HandoffOutcome> ActAsync(PersonTurn turn, (string Verb, string HandoffId, string? Reply) action, CancellationToken cancellationToken)
    {
        if (AssistantOf(turn) is not { } by || await FindAsync(turn, action.HandoffId, by, cancellationToken).ConfigureAwait(false) is not { } request)
            return new(false, "desk.unknown");
        return action.Verb switch
        {
            HandoffVerbs.Accept => await commands.AcceptAsync(turn.Context, request.Id, by, cancellationToken).ConfigureAwait(false),
            HandoffVerbs.Close => await commands.CloseAsync(turn.Context, request.Id, by, cancellationToken).ConfigureAwait(false),
            HandoffVerbs.Release => await commands.TransferAsync(turn.Context, request.Id, by, null, cancellationToken).ConfigureAwait(false),
            HandoffVerbs.Reply when turn.IsGroup && request.Confidential => new(false, "thread.confidential", request),
            HandoffVerbs.Reply => await commands.SayAsync(turn.Context, request.Id, by, action.Reply, null, cancellationToken).ConfigureAwait(false),
            HandoffVerbs.Refresh => new(true, "desk.accepted", request),
            _ => new(false, "desk.unknown"),
        };
    }

    private async Task<HandoffRequest?> FindAsync(PersonTurn turn, string handoffId, Assistant by, CancellationToken cancellationToken)
    {
        if (turn.IsGroup)
        {
            var followed = await store.FindByThreadAsync(turn.Work.Conversation, cancellationToken).ConfigureAwait(false);
            return followed?.Id == handoffId ? followed : null;
        }

        var request = await store.GetAsync(handoffId, cancellationToken).ConfigureAwait(false);
        return request?.AssistantId == by.Id || (request is { DangerToLife: true, State: HandoffState.Waiting } && onCall.Includes(by.Id)) ? request : null;
    }

    // Members of the organisation only, as the channel has authenticated them; a guest in the team is not an assistant.
    private Assistant? AssistantOf(PersonTurn turn) =>
        turn.Identity.Origin is TurnOrigin.Channel && turn.IsTeams && (turn.Identity.IsMember || turn.Identity.IsAnonymous)
        && PersonalChats.MemberId(turn.Activity.From) is { Length: > 0 } id
            ? new Assistant(id, turn.Identity.Name ?? turn.Activity.From?.Name ?? wording.Get("handoff.assistant", turn.Language))
            : null;

    private async Task SayFromThreadAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken)
    {
        var outcome = AssistantOf(turn) is not { } by
            ? new HandoffOutcome(false, "desk.unknown")
            : request.Confidential
                ? new HandoffOutcome(false, "thread.confidential", request)
                : await commands.SayAsync(turn.Context, request.Id, by, turn.Text, turn.Activity.Id, cancellationToken).ConfigureAwait(false);
        if (!outcome.Ok)
            await turn.SayAsync(Words(outcome, "thread", LanguageOf(request, turn)), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TrySayFromPrivateChatAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (AssistantOf(turn) is not { } by)
            return false;
        var shown = await ShownAsync(turn, cancellationToken).ConfigureAwait(false);
        List<HandoffRequest> mine = [];
        foreach (var id in shown.Cards.Keys)
        {
            if (await store.GetAsync(id, cancellationToken).ConfigureAwait(false) is { State: HandoffState.Accepted } request && request.AssistantId == by.Id)
                mine.Add(request);
        }

        if (mine.Count == 0)
            return false;
        if (mine.Count > 1)
        {
            await turn.SayAsync(wording.Get("thread.toWhom", turn.Language), cancellationToken).ConfigureAwait(false);
            return true;
        }

        var outcome = await commands.SayAsync(turn.Context, mine[0].Id, by, turn.Text, turn.Activity.Id, cancellationToken).ConfigureAwait(false);
        await turn.SayAsync(
            outcome.Ok
                ? wording.Get("thread.sent", LanguageOf(mine[0], turn), ("person", HandoffCards.PersonOf(mine[0], wording, LanguageOf(mine[0], turn))))
                : Words(outcome, "thread", LanguageOf(mine[0], turn)),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task ShowCardAsync(PersonTurn turn, HandoffRequest request, bool isPrivate, bool isAlert, CancellationToken cancellationToken)
    {
        // In a private chat only who has the handoff sees what it is about; who gave it away sees that it is over for them.
        var mine = !isPrivate || await IsOfThisChatAsync(turn, request, cancellationToken).ConfigureAwait(false);
        var card = await cards.DrawAsync(request, isPrivate && mine, cancellationToken).ConfigureAwait(false);
        var activity = new Activity { Type = ActivityTypes.Message, Locale = card.Lang, Summary = card.FallbackText, Attachments = [card.ToAttachment()] };
        var shown = await ShownAsync(turn, cancellationToken).ConfigureAwait(false);
        // Somebody on call who was not alerted, or not yet, has no card to be drawn anew.
        if (!mine && !isAlert && !shown.Cards.ContainsKey(request.Id))
            return;
        if (shown.Cards.TryGetValue(request.Id, out var activityId))
        {
            activity.Id = activityId;
            await turn.Context.UpdateActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        }
        else if ((await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false))?.Id is { } sent)
        {
            shown.Cards[request.Id] = sent;
        }

        if (isPrivate && request.State is HandoffState.Closed)
            shown.Cards.Remove(request.Id);
        await TurnStorage.WriteAsync(TurnStorage.Of(turn.Context, storage), ShownKey(turn), shown, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeBackAsync(PersonTurn turn, HandoffSignal signal, CancellationToken cancellationToken)
    {
        var language = signal.Language ?? turn.Language;
        foreach (var id in signal.Cards ?? [])
        {
            var card = HandoffCard.CreateErased(language, wording);
            var activity = new Activity { Type = ActivityTypes.Message, Id = id, Locale = language, Summary = card.FallbackText, Attachments = [card.ToAttachment()] };
            await turn.Context.UpdateActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        }

        foreach (var id in signal.Posts ?? [])
            await turn.Context.DeleteActivityAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsOfThisChatAsync(PersonTurn turn, HandoffRequest request, CancellationToken cancellationToken) =>
        request.AssistantId is { } assistant
        && await commands.PrivateChatAsync(turn.Context, assistant, cancellationToken).ConfigureAwait(false) == turn.Work.Conversation;

    private async Task<ShownCards> ShownAsync(PersonTurn turn, CancellationToken cancellationToken) =>
        await TurnStorage.ReadAsync<ShownCards>(TurnStorage.Of(turn.Context, storage), ShownKey(turn), cancellationToken).ConfigureAwait(false) ?? new ShownCards();

    private string LanguageOf(HandoffRequest? request, PersonTurn turn) => request is null ? turn.Language : options.Value.LanguageFor(request);

    private static string ShownKey(PersonTurn turn) => $"handoff/cards/{turn.Work.Conversation}";

    private string Words(HandoffOutcome outcome, string place, string language)
    {
        var key = place == "thread" && outcome.Key is "desk.notYours" or "desk.taken" ? "thread.notYours"
            : place == "thread" && outcome.Key is "desk.notAccepted" or "desk.over" ? outcome.Key.Replace("desk.", "thread.", StringComparison.Ordinal)
            : outcome.Key;
        return wording.Get(key, language,
            ("winner", outcome.Winner ?? wording.Get("handoff.assistant", language)),
            ("name", outcome.Request?.AssistantName ?? ""));
    }

    private static (string Verb, string HandoffId, string? Reply)? Read(JsonElement data, string? verb)
    {
        verb ??= Text(data, AdaptiveExecuteAction.VerbProperty);
        return verb?.StartsWith("handoff/", StringComparison.Ordinal) == true && Text(data, HandoffVerbs.HandoffIdProperty) is { Length: > 0 and <= 100 } id
            ? (verb, id, Text(data, HandoffVerbs.ReplyInput))
            : null;
    }

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static AdaptiveCardInvokeResponse Message(string text) => new()
    {
        StatusCode = 200,
        Type = Done,
        Value = JsonSerializer.SerializeToElement(text, ActivityJson.Context.String),
    };
}
