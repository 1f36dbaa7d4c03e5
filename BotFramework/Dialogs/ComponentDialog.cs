using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>
/// Dialogs behind one dialog, with a stack of their own. Interruptions: override <see cref="OnContinueDialogAsync"/>, look at the text, and
/// begin another dialog or cancel all before the active one sees it.
/// </summary>
public class ComponentDialog : Dialog
{
    /// <summary>Name in the instance's state of the inner stack.</summary>
    public const string PersistedDialogState = "dialogs";

    /// <summary>Creates the dialog.</summary>
    /// <param name="dialogId">Its id; null for the type's name.</param>
    public ComponentDialog(string? dialogId = null)
        : base(dialogId ?? "component")
    {
        if (dialogId is null)
            Id = GetType().Name;
    }

    /// <summary>The dialog that begins; the first one added unless said otherwise.</summary>
    public string? InitialDialogId { get; set; }

    /// <summary>The dialogs inside.</summary>
    public DialogSet Dialogs { get; } = new();

    /// <summary>Adds a dialog.</summary>
    /// <returns>This component.</returns>
    public virtual ComponentDialog AddDialog(Dialog dialog)
    {
        Dialogs.Add(dialog);
        InitialDialogId ??= dialog.Id;
        return this;
    }

    /// <summary>Finds a dialog inside; null when there is none.</summary>
    public Dialog? FindDialog(string dialogId) => Dialogs.Find(dialogId);

    /// <inheritdoc/>
    public override string GetVersion() => $"{Id}({Dialogs.GetVersion()})";

    /// <inheritdoc/>
    public override async Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        dc.ActiveDialog!.Version = GetVersion();
        var innerDc = CreateChildContext(dc);
        return await FinishAsync(dc, await OnBeginDialogAsync(innerDc, options, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<DialogTurnResult> ContinueDialogAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        await TellVersionChangeAsync(dc, cancellationToken).ConfigureAwait(false);
        var innerDc = CreateChildContext(dc);
        return await FinishAsync(dc, await OnContinueDialogAsync(innerDc, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A dialog that was pushed over this component has ended: the inner question is asked again.</summary>
    public override async Task<DialogTurnResult> ResumeDialogAsync(DialogContext dc, DialogReason reason, object? result = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        await RepromptDialogAsync(dc.Context, dc.ActiveDialog!, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <inheritdoc/>
    public override async Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await CreateInnerContext(turnContext, instance).RepromptDialogAsync(cancellationToken).ConfigureAwait(false);
        await OnRepromptDialogAsync(turnContext, instance, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task EndDialogAsync(ITurnContext turnContext, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (reason == DialogReason.CancelCalled)
            await CreateInnerContext(turnContext, instance).CancelAllDialogsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await OnEndDialogAsync(turnContext, instance, reason, cancellationToken).ConfigureAwait(false);
    }

    internal DialogContext CreateChildContext(DialogContext dc) => new(Dialogs, dc, InnerState(dc.ActiveDialog!));

    /// <summary>Begins inside. By default the initial dialog begins.</summary>
    protected virtual Task<DialogTurnResult> OnBeginDialogAsync(DialogContext innerDc, object? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(innerDc);
        return innerDc.BeginDialogAsync(InitialDialogId ?? throw new InvalidOperationException($"The component \"{Id}\" has no dialog."), options, cancellationToken);
    }

    /// <summary>The person has answered. By default the inner active dialog continues.</summary>
    protected virtual Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(innerDc);
        return innerDc.ContinueDialogAsync(cancellationToken);
    }

    /// <summary>The component leaves the stack.</summary>
    protected virtual Task OnEndDialogAsync(ITurnContext context, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The question is asked again; the inner dialog has done so.</summary>
    protected virtual Task OnRepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Ends the component with what the inner dialogs gave.</summary>
    protected virtual Task<DialogTurnResult> EndComponentAsync(DialogContext outerDc, object? result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outerDc);
        return outerDc.EndDialogAsync(result, cancellationToken);
    }

    private static DialogState InnerState(DialogInstance instance) => instance.State.GetOrAdd(PersistedDialogState, () => new DialogState());

    private DialogContext CreateInnerContext(ITurnContext turnContext, DialogInstance instance) => new(Dialogs, turnContext, InnerState(instance));

    private async Task<DialogTurnResult> FinishAsync(DialogContext outerDc, DialogTurnResult inner, CancellationToken cancellationToken)
    {
        if (inner.Status == DialogTurnStatus.Waiting)
            return EndOfTurn;
        var outer = await EndComponentAsync(outerDc, inner.Result, cancellationToken).ConfigureAwait(false);
        return inner.Status == DialogTurnStatus.Cancelled ? new DialogTurnResult(DialogTurnStatus.Cancelled, inner.Result) : outer;
    }

    private async Task TellVersionChangeAsync(DialogContext dc, CancellationToken cancellationToken)
    {
        var written = dc.ActiveDialog!.Version;
        var current = GetVersion();
        dc.ActiveDialog.Version = current;
        if (written is not null && written != current)
            await dc.EmitEventAsync(DialogEvents.VersionChanged, Id, bubble: true, fromLeaf: false, cancellationToken).ConfigureAwait(false);
    }
}
