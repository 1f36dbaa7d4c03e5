using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Dialogs;

/// <summary>The dialogs of whoever speaks: the conversation's stack, and in a group the person's own.</summary>
internal sealed class PersonDialogs(MainDialog main, ConversationState conversationState, PrivateConversationState privateState)
{
    private const string StackName = "dialogs";

    private readonly IStatePropertyAccessor<DialogState> _shared = conversationState.CreateProperty<DialogState>(StackName);
    private readonly IStatePropertyAccessor<DialogState> _own = privateState.CreateProperty<DialogState>(StackName);

    /// <summary>The stack.</summary>
    public IStatePropertyAccessor<DialogState> StackOf(PersonTurn turn) => turn.HasOwnState ? _own : _shared;

    /// <summary>Gives the person's message to the dialogs.</summary>
    public Task RunAsync(PersonTurn turn, CancellationToken cancellationToken) => main.RunAsync(turn.Context, StackOf(turn), cancellationToken);

    /// <summary>Begins a dialog outside the person's own message, for example when the desk ends a handoff. What was asked before is dropped.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="dialogId">A dialog of <see cref="MainDialog"/>.</param>
    /// <param name="options">What it begins with.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task BeginAsync(PersonTurn turn, string dialogId, object options, CancellationToken cancellationToken)
    {
        var dc = await CreateContextAsync(turn, cancellationToken).ConfigureAwait(false);
        await dc.CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await dc.BeginDialogAsync(main.Id, new MainOptions(dialogId, options), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True while a dialog waits for the person's answer.</summary>
    public async Task<bool> IsAskingAsync(PersonTurn turn, CancellationToken cancellationToken) =>
        (await CreateContextAsync(turn, cancellationToken).ConfigureAwait(false)).Child?.ActiveDialog is not null;

    private Task<DialogContext> CreateContextAsync(PersonTurn turn, CancellationToken cancellationToken) =>
        new DialogSet(StackOf(turn)).Add(main).CreateContextAsync(turn.Context, cancellationToken);
}
