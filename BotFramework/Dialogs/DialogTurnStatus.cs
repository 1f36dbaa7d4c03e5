namespace AssistantBot.BotFramework.Dialogs;

/// <summary>How the dialogs stand after a turn.</summary>
public enum DialogTurnStatus
{
    /// <summary>There is no dialog.</summary>
    Empty,

    /// <summary>A dialog waits for the person.</summary>
    Waiting,

    /// <summary>The last dialog has ended.</summary>
    Complete,

    /// <summary>All dialogs were cancelled.</summary>
    Cancelled,

    /// <summary>The dialog has ended, and what follows belongs to the next turn.</summary>
    CompleteAndWait,
}
