using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Asks until the answer is understood and valid, then ends with its value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public abstract class Prompt<T> : Dialog
{
    private readonly PromptValidator<T>? _validator;

    /// <summary>Creates the prompt.</summary>
    protected Prompt(string dialogId, PromptValidator<T>? validator = null)
        : base(dialogId) => _validator = validator;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The options are not <see cref="PromptOptions"/>.</exception>
    public override async Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        if (options is not PromptOptions question)
            throw new ArgumentOutOfRangeException(nameof(options), "Prompt options are required.");
        Complete(question.Prompt);
        Complete(question.RetryPrompt);

        var stored = dc.ActiveDialog!.State;
        var state = new ValueBag { [PromptState.AttemptCount] = 0 };
        stored[PromptState.Options] = question;
        stored[PromptState.State] = state;
        await OnPromptAsync(dc.Context, state, question, isRetry: false, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <inheritdoc/>
    public override async Task<DialogTurnResult> ContinueDialogAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        var turnContext = dc.Context;
        if (turnContext.Activity.Type != ActivityTypes.Message)
            return EndOfTurn;

        var (options, state) = Stored(dc.ActiveDialog!);
        var recognized = await OnRecognizeAsync(turnContext, state, options, cancellationToken).ConfigureAwait(false);
        state[PromptState.AttemptCount] = state.Get<int>(PromptState.AttemptCount) + 1;
        var isValid = _validator is null
            ? recognized.Succeeded
            : await _validator(new PromptValidatorContext<T>(turnContext, recognized, state, options), cancellationToken).ConfigureAwait(false);
        if (isValid)
            return await dc.EndDialogAsync(recognized.Value, cancellationToken).ConfigureAwait(false);
        if (!turnContext.Responded)
            await OnPromptAsync(turnContext, state, options, isRetry: true, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <summary>A dialog that was pushed over the prompt has ended: the question is asked again.</summary>
    public override async Task<DialogTurnResult> ResumeDialogAsync(DialogContext dc, DialogReason reason, object? result = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        await RepromptDialogAsync(dc.Context, dc.ActiveDialog!, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <inheritdoc/>
    public override Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var (options, state) = Stored(instance);
        return OnPromptAsync(turnContext, state, options, isRetry: false, cancellationToken);
    }

    /// <summary>The question to send: a copy, so that addressing it does not change what is stored. Null when there is none.</summary>
    protected static Activity? QuestionOf(PromptOptions options, bool isRetry)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (isRetry ? options.RetryPrompt ?? options.Prompt : options.Prompt)?.Clone();
    }

    /// <summary>Sends the question.</summary>
    protected virtual async Task OnPromptAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, bool isRetry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (QuestionOf(options, isRetry) is { } question)
            await turnContext.SendActivityAsync(question, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the answer.</summary>
    protected abstract Task<PromptRecognizerResult<T>> OnRecognizeAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, CancellationToken cancellationToken);

    private static (PromptOptions Options, ValueBag State) Stored(DialogInstance instance) =>
        (instance.State.GetOrAdd(PromptState.Options, () => new PromptOptions()),
         instance.State.GetOrAdd(PromptState.State, () => new ValueBag()));

    private static void Complete(Activity? question)
    {
        if (question is null)
            return;
        if (string.IsNullOrEmpty(question.Type))
            question.Type = ActivityTypes.Message;
        if (string.IsNullOrEmpty(question.InputHint))
            question.InputHint = InputHints.ExpectingInput;
    }
}
