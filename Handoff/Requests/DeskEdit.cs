namespace AssistantBot.Handoff.Requests;

/// <summary>Replace or delete a message sent with <see cref="DeskMessage"/>.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="MessageId">The id given with the message.</param>
/// <param name="Text">The new text; null deletes the message.</param>
public sealed record DeskEdit(string HandoffId, string MessageId, string? Text);
