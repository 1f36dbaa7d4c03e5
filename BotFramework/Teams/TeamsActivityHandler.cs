using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Teams;

/// <summary>
/// An <see cref="ActivityHandler"/> that knows Teams: team and channel events, edits and deletes, dialogs, message extensions, files,
/// feedback, meetings (SDK semantics). On other channels it behaves like its base, except that feedback is taken from any channel.
/// </summary>
public class TeamsActivityHandler : ActivityHandler
{
    /// <inheritdoc/>
    protected override Task<InvokeResponse?> OnInvokeActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return TeamsInvokes.IsKnown(turnContext.Activity)
            ? OnTeamsInvokeAsync(turnContext, cancellationToken)
            : base.OnInvokeActivityAsync(turnContext, cancellationToken);
    }

    /// <summary>A button of a card without an invoke name.</summary>
    protected virtual Task<InvokeResponse> OnTeamsCardActionInvokeAsync(ITurnContext turnContext, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>A dialog (task module) is to be opened.</summary>
    /// <returns>The body <c>{ "task": … }</c>.</returns>
    protected virtual Task<JsonElement?> OnTeamsTaskModuleFetchAsync(ITurnContext turnContext, JsonElement taskModuleRequest, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>A dialog was submitted.</summary>
    /// <returns>The body <c>{ "task": … }</c>; null closes the dialog.</returns>
    protected virtual Task<JsonElement?> OnTeamsTaskModuleSubmitAsync(ITurnContext turnContext, JsonElement taskModuleRequest, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>A message extension: name <c>composeExtension/…</c>.</summary>
    /// <returns>The body <c>{ "composeExtension": … }</c> or <c>{ "task": … }</c>; null for none.</returns>
    protected virtual Task<JsonElement?> OnTeamsMessagingExtensionAsync(ITurnContext turnContext, string name, JsonElement value, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>The person takes a file that was offered.</summary>
    protected virtual Task OnTeamsFileConsentAcceptAsync(ITurnContext turnContext, JsonElement fileConsentCardResponse, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>The person declines a file that was offered.</summary>
    protected virtual Task OnTeamsFileConsentDeclineAsync(ITurnContext turnContext, JsonElement fileConsentCardResponse, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>The person judged a message.</summary>
    protected virtual Task OnFeedbackAsync(ITurnContext turnContext, FeedbackSubmission feedback, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <summary>The person wants the bot's own feedback form.</summary>
    /// <returns>The body <c>{ "task": … }</c>.</returns>
    protected virtual Task<JsonElement?> OnFeedbackFormAsync(ITurnContext turnContext, JsonElement value, CancellationToken cancellationToken) => throw new InvokeResponseException(501);

    /// <inheritdoc/>
    protected override Task OnConversationUpdateActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        if (activity.ChannelId != ChannelIds.Msteams || activity.GetTeamsChannelData() is not { } data)
            return base.OnConversationUpdateActivityAsync(turnContext, cancellationToken);
        if (activity.MembersAdded is { Count: > 0 } added)
            return OnTeamsMembersAddedAsync(added, data.Team, turnContext, cancellationToken);
        if (activity.MembersRemoved is { Count: > 0 } removed)
            return OnTeamsMembersRemovedAsync(removed, data.Team, turnContext, cancellationToken);
        return data.EventType switch
        {
            TeamsEventTypes.ChannelCreated => OnTeamsChannelCreatedAsync(data.Channel, data.Team, turnContext, cancellationToken),
            TeamsEventTypes.ChannelDeleted => OnTeamsChannelDeletedAsync(data.Channel, data.Team, turnContext, cancellationToken),
            TeamsEventTypes.ChannelRenamed => OnTeamsChannelRenamedAsync(data.Channel, data.Team, turnContext, cancellationToken),
            TeamsEventTypes.ChannelRestored => OnTeamsChannelRestoredAsync(data.Channel, data.Team, turnContext, cancellationToken),
            TeamsEventTypes.TeamArchived or TeamsEventTypes.TeamUnarchived or TeamsEventTypes.TeamDeleted or TeamsEventTypes.TeamHardDeleted
                or TeamsEventTypes.TeamRenamed or TeamsEventTypes.TeamRestored => OnTeamsTeamEventAsync(data.EventType, data.Team, turnContext, cancellationToken),
            _ => base.OnConversationUpdateActivityAsync(turnContext, cancellationToken),
        };
    }

    /// <summary>Members came. By default as on any channel.</summary>
    protected virtual Task OnTeamsMembersAddedAsync(IList<ChannelAccount> membersAdded, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) =>
        HasOthers(membersAdded, turnContext) ? OnMembersAddedAsync(membersAdded, turnContext, cancellationToken) : Task.CompletedTask;

    /// <summary>Members left. By default as on any channel.</summary>
    protected virtual Task OnTeamsMembersRemovedAsync(IList<ChannelAccount> membersRemoved, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) =>
        HasOthers(membersRemoved, turnContext) ? OnMembersRemovedAsync(membersRemoved, turnContext, cancellationToken) : Task.CompletedTask;

    /// <summary>A channel was created.</summary>
    protected virtual Task OnTeamsChannelCreatedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A channel was deleted.</summary>
    protected virtual Task OnTeamsChannelDeletedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A channel was renamed.</summary>
    protected virtual Task OnTeamsChannelRenamedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A channel was restored.</summary>
    protected virtual Task OnTeamsChannelRestoredAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A team was archived, deleted, renamed or restored: one of <see cref="TeamsEventTypes"/>.</summary>
    protected virtual Task OnTeamsTeamEventAsync(string eventType, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task OnMessageUpdateActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => EventTypeOf(turnContext) switch
    {
        TeamsEventTypes.EditMessage => OnTeamsMessageEditAsync(turnContext, cancellationToken),
        TeamsEventTypes.UndeleteMessage => OnTeamsMessageUndeleteAsync(turnContext, cancellationToken),
        _ => base.OnMessageUpdateActivityAsync(turnContext, cancellationToken),
    };

    /// <inheritdoc/>
    protected override Task OnMessageDeleteActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        EventTypeOf(turnContext) == TeamsEventTypes.SoftDeleteMessage
            ? OnTeamsMessageSoftDeleteAsync(turnContext, cancellationToken)
            : base.OnMessageDeleteActivityAsync(turnContext, cancellationToken);

    /// <summary>A message was edited.</summary>
    protected virtual Task OnTeamsMessageEditAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The deletion of a message was taken back.</summary>
    protected virtual Task OnTeamsMessageUndeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A message was deleted.</summary>
    protected virtual Task OnTeamsMessageSoftDeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task OnEventActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        if (activity.ChannelId != ChannelIds.Msteams)
            return base.OnEventActivityAsync(turnContext, cancellationToken);
        var value = activity.Value ?? default;
        return activity.Name switch
        {
            TeamsEventNames.ReadReceipt => OnTeamsReadReceiptAsync(value, turnContext, cancellationToken),
            TeamsEventNames.MeetingStart => OnTeamsMeetingStartAsync(value, turnContext, cancellationToken),
            TeamsEventNames.MeetingEnd => OnTeamsMeetingEndAsync(value, turnContext, cancellationToken),
            TeamsEventNames.MeetingParticipantJoin => OnTeamsMeetingParticipantsJoinAsync(value, turnContext, cancellationToken),
            TeamsEventNames.MeetingParticipantLeave => OnTeamsMeetingParticipantsLeaveAsync(value, turnContext, cancellationToken),
            _ => base.OnEventActivityAsync(turnContext, cancellationToken),
        };
    }

    /// <summary>The person has read up to a message.</summary>
    protected virtual Task OnTeamsReadReceiptAsync(JsonElement readReceipt, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A meeting has begun.</summary>
    protected virtual Task OnTeamsMeetingStartAsync(JsonElement meeting, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A meeting has ended.</summary>
    protected virtual Task OnTeamsMeetingEndAsync(JsonElement meeting, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>People joined a meeting.</summary>
    protected virtual Task OnTeamsMeetingParticipantsJoinAsync(JsonElement meeting, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>People left a meeting.</summary>
    protected virtual Task OnTeamsMeetingParticipantsLeaveAsync(JsonElement meeting, ITurnContext turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool HasOthers(IList<ChannelAccount> members, ITurnContext turnContext) =>
        members.Any(member => member.Id != turnContext.Activity.Recipient?.Id);

    private static string? EventTypeOf(ITurnContext turnContext) =>
        turnContext.Activity.ChannelId == ChannelIds.Msteams ? turnContext.Activity.GetTeamsChannelData()?.EventType : null;

    private async Task<InvokeResponse?> OnTeamsInvokeAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        try
        {
            switch (activity.Name)
            {
                case null or "":
                    return await OnTeamsCardActionInvokeAsync(turnContext, cancellationToken).ConfigureAwait(false);
                case InvokeNames.TaskFetch:
                    return CreateInvokeResponse(await OnTeamsTaskModuleFetchAsync(turnContext, TeamsInvokes.RequireObject(activity), cancellationToken).ConfigureAwait(false));
                case InvokeNames.TaskSubmit:
                    return CreateInvokeResponse(await OnTeamsTaskModuleSubmitAsync(turnContext, TeamsInvokes.RequireObject(activity), cancellationToken).ConfigureAwait(false));
                case InvokeNames.FileConsent:
                    await AnswerFileConsentAsync(turnContext, cancellationToken).ConfigureAwait(false);
                    return CreateInvokeResponse();
                case InvokeNames.MessageSubmitAction:
                    var feedback = FeedbackSubmission.From(activity) ?? throw new InvokeResponseException(400);
                    await OnFeedbackAsync(turnContext, feedback, cancellationToken).ConfigureAwait(false);
                    return CreateInvokeResponse();
                case InvokeNames.MessageFetchTask:
                    return CreateInvokeResponse(await OnFeedbackFormAsync(turnContext, TeamsInvokes.RequireObject(activity), cancellationToken).ConfigureAwait(false));
                default:
                    return CreateInvokeResponse(await OnTeamsMessagingExtensionAsync(turnContext, activity.Name, TeamsInvokes.RequireObject(activity), cancellationToken).ConfigureAwait(false));
            }
        }
        catch (InvokeResponseException answer)
        {
            return answer.CreateInvokeResponse();
        }
    }

    private Task AnswerFileConsentAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var value = TeamsInvokes.RequireObject(turnContext.Activity);
        var action = value.TryGetProperty("action", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return action switch
        {
            "accept" => OnTeamsFileConsentAcceptAsync(turnContext, value, cancellationToken),
            "decline" => OnTeamsFileConsentDeclineAsync(turnContext, value, cancellationToken),
            _ => throw new InvokeResponseException(400),
        };
    }
}
