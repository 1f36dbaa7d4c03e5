namespace AssistantBot.Handoff.Requests;

/// <summary>What became of an assistant's action.</summary>
/// <param name="Ok">True when it was done.</param>
/// <param name="Key">Key of the wording that says so.</param>
/// <param name="Request">The handoff after the action; null when there is none the assistant may see.</param>
/// <param name="Winner">Who follows the handoff when it is somebody else, or null.</param>
/// <param name="MessageId">Id of the message that was accepted for sending, or null.</param>
public sealed record HandoffOutcome(bool Ok, string Key, HandoffRequest? Request = null, string? Winner = null, string? MessageId = null);
