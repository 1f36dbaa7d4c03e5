namespace AssistantBot.Handoff.Requests;

/// <summary>Give a handoff to another assistant, or back to the queue.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="ToAssistantId">The assistant who takes it on; null for the queue.</param>
/// <param name="ToAssistantName">Their name, as the desk knows it; null for the queue.</param>
public sealed record DeskTransfer(string HandoffId, string? ToAssistantId = null, string? ToAssistantName = null);
