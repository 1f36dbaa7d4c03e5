using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>What a step of a waterfall sees.</summary>
public sealed class WaterfallStepContext : DialogContext
{
    private readonly WaterfallDialog _waterfall;
    private readonly DialogContext _dc;
    private readonly ValueBag _state;
    private bool _nextCalled;

    internal WaterfallStepContext(WaterfallDialog waterfall, DialogContext dc, ValueBag state, ValueBag values, int index, DialogReason reason, object? result)
        : base(dc.Dialogs, dc.Context, new DialogState((List<DialogInstance>)dc.Stack))
    {
        _waterfall = waterfall;
        _dc = dc;
        _state = state;
        Parent = dc.Parent;
        Values = values;
        Index = index;
        Reason = reason;
        Result = result;
    }

    /// <summary>Index of the step, from 0.</summary>
    public int Index { get; }

    /// <summary>What the waterfall began with. In later turns an object is a <see cref="System.Text.Json.JsonElement"/>: use <see cref="GetOptions{T}"/>.</summary>
    public object? Options => WaterfallDialog.OptionsOf(_state);

    /// <summary>Why the step runs.</summary>
    public DialogReason Reason { get; }

    /// <summary>What the step before gave: the prompt's value, the child dialog's result, or the person's text.</summary>
    public object? Result { get; }

    /// <summary>Values shared by the steps; use <see cref="ValueBag.Get{T}"/> for objects.</summary>
    public ValueBag Values { get; }

    /// <summary>What the waterfall began with, as a type; changes of the object are kept for later steps.</summary>
    public T? GetOptions<T>() => WaterfallDialog.OptionsOf<T>(_state);

    /// <summary>What the step before gave, as a type, or the type's default.</summary>
    public T? GetResult<T>() => StateJson.ConvertTo<T>(Result);

    /// <summary>Runs the next step now.</summary>
    /// <exception cref="InvalidOperationException">It was called before in this step.</exception>
    public Task<DialogTurnResult> NextAsync(object? result = null, CancellationToken cancellationToken = default)
    {
        if (_nextCalled)
            throw new InvalidOperationException($"NextAsync was called twice in step {Index} of \"{_waterfall.Id}\".");
        _nextCalled = true;
        return _waterfall.ResumeDialogAsync(_dc, DialogReason.NextCalled, result, cancellationToken);
    }
}
