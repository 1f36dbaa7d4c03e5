namespace AssistantBot.Handoff.Requests;

/// <summary>Leave a note between assistants.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Text">The note.</param>
public sealed record DeskNote(string HandoffId, string Text);
