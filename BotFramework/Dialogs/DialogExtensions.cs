using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Runs a root dialog.</summary>
public static class DialogExtensions
{
    /// <summary>
    /// Gives the turn to the conversation's dialogs; when there are none, begins this one. When another bot called, its
    /// <c>endOfConversation</c> cancels, its <c>repromptDialog</c> event asks again, and the end is reported to it.
    /// </summary>
    public static async Task<DialogTurnResult> RunAsync(
        this Dialog dialog, ITurnContext turnContext, IStatePropertyAccessor<DialogState> accessor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(accessor);
        var dialogSet = new DialogSet(accessor).Add(dialog);
        var dc = await dialogSet.CreateContextAsync(turnContext, cancellationToken).ConfigureAwait(false);

        DialogTurnResult result;
        try
        {
            result = await ContinueOrBeginAsync(dc, dialog.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Any failure at all: a dialog may have a way to handle it. Unhandled, it goes on as it was.
            if (!await dc.EmitEventAsync(DialogEvents.Error, failure, bubble: true, fromLeaf: true, cancellationToken).ConfigureAwait(false))
                throw;
            result = new DialogTurnResult(dc.ActiveDialog is null ? DialogTurnStatus.Complete : DialogTurnStatus.Waiting);
        }

        await TraceAsync(turnContext, accessor, cancellationToken).ConfigureAwait(false);
        if (IsCalledByBot(turnContext) && result.Status is DialogTurnStatus.Complete or DialogTurnStatus.Cancelled)
            await ReportEndAsync(turnContext, result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static bool IsCalledByBot(ITurnContext turnContext) =>
        !string.IsNullOrEmpty(turnContext.TurnState.Get<TurnIdentity>()?.CallerAppId);

    private static async Task<DialogTurnResult> ContinueOrBeginAsync(DialogContext dc, string dialogId, CancellationToken cancellationToken)
    {
        if (IsCalledByBot(dc.Context))
        {
            var activity = dc.Context.Activity;
            if (activity.Type == ActivityTypes.EndOfConversation)
                return await CancelFromLeafAsync(dc, cancellationToken).ConfigureAwait(false);
            if (activity is { Type: ActivityTypes.Event, Name: DialogEvents.RepromptDialog })
            {
                if (dc.ActiveDialog is null)
                    return new DialogTurnResult(DialogTurnStatus.Empty);
                await dc.RepromptDialogAsync(cancellationToken).ConfigureAwait(false);
                return Dialog.EndOfTurn;
            }
        }

        var result = await dc.ContinueDialogAsync(cancellationToken).ConfigureAwait(false);
        return result.Status == DialogTurnStatus.Empty
            ? await dc.BeginDialogAsync(dialogId, options: null, cancellationToken).ConfigureAwait(false)
            : result;
    }

    private static Task<DialogTurnResult> CancelFromLeafAsync(DialogContext dc, CancellationToken cancellationToken)
    {
        if (dc.ActiveDialog is null)
            return Task.FromResult(new DialogTurnResult(DialogTurnStatus.Empty));
        var leaf = dc;
        while (leaf.Child is { } child)
            leaf = child;
        return leaf.CancelAllDialogsAsync(cancelParents: true, cancellationToken: cancellationToken);
    }

    private static async Task ReportEndAsync(ITurnContext turnContext, DialogTurnResult result, CancellationToken cancellationToken) =>
        await turnContext.SendActivityAsync(
            new Activity
            {
                Type = ActivityTypes.EndOfConversation,
                Value = result.Result is null ? null : StateJson.ToElement(result.Result),
                Locale = turnContext.Activity.Locale,
                Code = result.Status == DialogTurnStatus.Complete ? EndOfConversationCodes.CompletedSuccessfully : EndOfConversationCodes.UserCancelled,
            },
            cancellationToken).ConfigureAwait(false);

    // Only the emulator shows traces; elsewhere they would be written and dropped.
    private static async Task TraceAsync(ITurnContext turnContext, IStatePropertyAccessor<DialogState> accessor, CancellationToken cancellationToken)
    {
        if (turnContext.Activity.ChannelId is not (ChannelIds.Emulator or ChannelIds.Test))
            return;
        var state = await accessor.GetAsync(turnContext, cancellationToken: cancellationToken).ConfigureAwait(false);
        await turnContext.SendActivityAsync(
            new Activity
            {
                Type = ActivityTypes.Trace,
                Name = "BotState",
                Label = "Bot State",
                ValueType = "https://www.botframework.com/schemas/botState",
                Value = StateJson.ToElement(state),
            },
            cancellationToken).ConfigureAwait(false);
    }
}
