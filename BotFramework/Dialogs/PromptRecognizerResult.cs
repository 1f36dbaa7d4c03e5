namespace AssistantBot.BotFramework.Dialogs;

/// <summary>What a prompt made of an answer.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class PromptRecognizerResult<T>
{
    /// <summary>True when the answer was understood.</summary>
    public bool Succeeded { get; set; }

    /// <summary>The value; a validator may change it.</summary>
    public T? Value { get; set; }
}
