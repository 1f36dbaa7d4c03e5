namespace AssistantBot.BotFramework.Dialogs;

/// <summary>The stack of dialogs, as it is stored. The first is on top.</summary>
public sealed class DialogState
{
    /// <summary>Creates an empty stack.</summary>
    public DialogState()
    {
    }

    /// <summary>Creates the state over a stack.</summary>
    public DialogState(List<DialogInstance> stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        DialogStack = stack;
    }

    /// <summary>The stack; index 0 is the active dialog.</summary>
    public List<DialogInstance> DialogStack { get; set; } = [];
}
