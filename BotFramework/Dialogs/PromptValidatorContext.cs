using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>What a validator sees.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class PromptValidatorContext<T>
{
    internal PromptValidatorContext(ITurnContext turnContext, PromptRecognizerResult<T> recognized, ValueBag state, PromptOptions options)
    {
        Context = turnContext;
        Recognized = recognized;
        State = state;
        Options = options;
    }

    /// <summary>The turn.</summary>
    public ITurnContext Context { get; }

    /// <summary>What was recognised.</summary>
    public PromptRecognizerResult<T> Recognized { get; }

    /// <summary>What the question was.</summary>
    public PromptOptions Options { get; }

    /// <summary>What the validator remembers between attempts.</summary>
    public ValueBag State { get; }

    /// <summary>How many answers were given, this one included.</summary>
    public int AttemptCount => State.Get<int>(PromptState.AttemptCount);
}
