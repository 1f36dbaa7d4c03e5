namespace AssistantBot.Handoff.Requests;

/// <summary>One line of a handoff's history. Notes live only here.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Kind">What happened.</param>
/// <param name="ActorId">Who did it (assistant or person id), or null for the product.</param>
/// <param name="ActorName">Their name, or null.</param>
/// <param name="Text">A note's text, or null.</param>
/// <param name="At">When.</param>
public sealed record HandoffEvent(string HandoffId, HandoffEventKind Kind, string? ActorId, string? ActorName, string? Text, DateTimeOffset At);
