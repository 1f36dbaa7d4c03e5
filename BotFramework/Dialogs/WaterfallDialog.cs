using System.Globalization;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Steps in a fixed order; each may ask and gets the answer in the next.</summary>
public class WaterfallDialog : Dialog
{
    private const string PersistedOptions = "options";
    private const string StepIndex = "stepIndex";
    private const string PersistedValues = "values";
    private const string PersistedInstanceId = "instanceId";

    private readonly List<WaterfallStep> _steps;

    /// <summary>Creates the dialog.</summary>
    public WaterfallDialog(string dialogId, IEnumerable<WaterfallStep>? actions = null)
        : base(dialogId) => _steps = [.. actions ?? []];

    /// <summary>Adds a step at the end.</summary>
    /// <returns>This dialog.</returns>
    public WaterfallDialog AddStep(WaterfallStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _steps.Add(step);
        return this;
    }

    /// <inheritdoc/>
    public override string GetVersion() => string.Create(CultureInfo.InvariantCulture, $"{Id}:{_steps.Count}");

    /// <inheritdoc/>
    public override Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        var state = dc.ActiveDialog!.State;
        state[PersistedOptions] = options;
        state[PersistedValues] = new ValueBag();
        state[PersistedInstanceId] = Guid.NewGuid().ToString();
        return RunStepAsync(dc, 0, DialogReason.BeginCalled, result: null, cancellationToken);
    }

    /// <summary>The text of a message is the result of the step that waits; other activities leave it waiting.</summary>
    public override Task<DialogTurnResult> ContinueDialogAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        return dc.Context.Activity.Type == ActivityTypes.Message
            ? ResumeDialogAsync(dc, DialogReason.ContinueCalled, dc.Context.Activity.Text, cancellationToken)
            : Task.FromResult(EndOfTurn);
    }

    /// <inheritdoc/>
    public override Task<DialogTurnResult> ResumeDialogAsync(DialogContext dc, DialogReason reason, object? result = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dc);
        return RunStepAsync(dc, dc.ActiveDialog!.State.Get<int>(StepIndex) + 1, reason, result, cancellationToken);
    }

    /// <summary>What an instance of this dialog began with, as a type.</summary>
    protected static T? OptionsOf<T>(DialogInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return OptionsOf<T>(instance.State);
    }

    /// <summary>Runs one step; override to see every step.</summary>
    protected virtual Task<DialogTurnResult> OnStepAsync(WaterfallStepContext stepContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stepContext);
        return _steps[stepContext.Index](stepContext, cancellationToken);
    }

    /// <summary>Runs the step at an index; past the last one the dialog ends with the result.</summary>
    protected Task<DialogTurnResult> RunStepAsync(DialogContext dc, int index, DialogReason reason, object? result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dc);
        if (index >= _steps.Count)
            return dc.EndDialogAsync(result, cancellationToken);
        var state = dc.ActiveDialog!.State;
        state[StepIndex] = index;
        var values = state.GetOrAdd(PersistedValues, () => new ValueBag());
        return OnStepAsync(new WaterfallStepContext(this, dc, state, values, index, reason, result), cancellationToken);
    }

    internal static object? OptionsOf(ValueBag state) => state.TryGetValue(PersistedOptions, out var options) ? options : null;

    internal static T? OptionsOf<T>(ValueBag state) => state.Get<T>(PersistedOptions);
}
