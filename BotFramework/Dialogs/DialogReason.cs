namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Why a dialog's method is called.</summary>
public enum DialogReason
{
    /// <summary>The dialog begins.</summary>
    BeginCalled,

    /// <summary>The person has answered.</summary>
    ContinueCalled,

    /// <summary>A dialog has ended.</summary>
    EndCalled,

    /// <summary>Another dialog takes the place.</summary>
    ReplaceCalled,

    /// <summary>Everything is cancelled.</summary>
    CancelCalled,

    /// <summary>A step asked for the next one.</summary>
    NextCalled,
}
