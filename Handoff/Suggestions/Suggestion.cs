namespace AssistantBot.Handoff.Suggestions;

/// <summary>A reply an assistant may edit and send. Nothing is sent without them.</summary>
/// <param name="Text">The reply, in the person's language.</param>
/// <param name="Source">Title of the document it stands on, or null for a wording.</param>
/// <param name="Link">Where the source can be read, or null.</param>
public sealed record Suggestion(string Text, string? Source = null, string? Link = null);
