namespace AssistantBot.Handoff.Requests;

/// <summary>
/// Names of the invokes by which the desk acts on a handoff. They run in the person's conversation with
/// <see cref="BotFramework.Turns.TurnOrigin.Desk"/> as origin, and only then; the speaker is the signed-in assistant
/// (<c>TurnIdentity.PersonId</c> and <c>Name</c>), never a field of the value. The response body is a <see cref="DeskResult"/> with HTTP status 200.
/// </summary>
public static class DeskCommands
{
    /// <summary>Take a waiting handoff; value <see cref="DeskAccept"/>. Exactly one assistant wins.</summary>
    public const string Accept = "desk/accept";

    /// <summary>Write to the person; value <see cref="DeskMessage"/>.</summary>
    public const string Message = "desk/message";

    /// <summary>Replace or delete a message sent before; value <see cref="DeskEdit"/>.</summary>
    public const string Edit = "desk/edit";

    /// <summary>Leave a note between assistants; value <see cref="DeskNote"/>. It never reaches the person.</summary>
    public const string Note = "desk/note";

    /// <summary>Give the handoff to another assistant or back to the queue; value <see cref="DeskTransfer"/>.</summary>
    public const string Transfer = "desk/transfer";

    /// <summary>End the handoff; value <see cref="DeskClose"/>.</summary>
    public const string Close = "desk/close";

    /// <summary>Mark a triage decision as wrong, or settle a mark; value <see cref="Reviews.DeskReview"/>.</summary>
    public const string Review = "desk/review";

    /// <summary>True when an invoke's name is one of these.</summary>
    public static bool IsDeskCommand(string? name) => name is Accept or Message or Edit or Note or Transfer or Close or Review;
}
