namespace AssistantBot.Dialogs;

/// <summary>What a dialog of a conversation flow ends with.</summary>
/// <param name="NotMine">True when the person's message was no answer to what the dialog asked; it is then handled as a new message in the same turn.</param>
public sealed record FlowResult(bool NotMine)
{
    /// <summary>The message was handled.</summary>
    public static FlowResult Done { get; } = new(NotMine: false);

    /// <summary>The message was no answer.</summary>
    public static FlowResult NotAnAnswer { get; } = new(NotMine: true);
}
