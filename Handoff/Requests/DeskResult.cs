namespace AssistantBot.Handoff.Requests;

/// <summary>What became of a desk command. The wording is in the desk's language, the invoke's <c>locale</c>.</summary>
/// <param name="Ok">True when it was done.</param>
/// <param name="Message">One sentence for the assistant.</param>
/// <param name="Winner">Who follows the handoff when it is somebody else, or null.</param>
/// <param name="MessageId">Id of the message that was accepted for sending, or null.</param>
public sealed record DeskResult(bool Ok, string Message, string? Winner = null, string? MessageId = null);
