namespace AssistantBot.Handoff.Requests;

/// <summary>What a conversation's turn knows of its handoff.</summary>
/// <param name="Request">The handoff that holds the conversation, or null.</param>
/// <param name="Version">Version of "the open handoff of this conversation": raised by every transition, 0 when there never was one.</param>
public sealed record OpenHandoff(HandoffRequest? Request, long Version);
