namespace AssistantBot.Handoff.Requests;

/// <summary>End a handoff.</summary>
/// <param name="HandoffId">The handoff.</param>
public sealed record DeskClose(string HandoffId);
