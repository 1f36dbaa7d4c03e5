namespace AssistantBot.Handoff.Requests;

/// <summary>Take a waiting handoff.</summary>
/// <param name="HandoffId">The handoff.</param>
public sealed record DeskAccept(string HandoffId);
