namespace AssistantBot.Handoff.Requests;

/// <summary>Write to the person.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Text">Markdown, at most 8,000 characters.</param>
/// <param name="MessageId">An id of the desk's own for the message, by which <see cref="DeskEdit"/> finds it again; null for none.</param>
public sealed record DeskMessage(string HandoffId, string Text, string? MessageId = null);
