namespace AssistantBot.Handoff.OnCall;

/// <summary>What the webhook is told of a step of the on-call chain. Nothing of the person is in it.</summary>
/// <param name="Type">Always <c>danger-to-life</c>.</param>
/// <param name="HandoffId">The request.</param>
/// <param name="Reference">Its short reference.</param>
/// <param name="State">Where it stood when this was sent.</param>
/// <param name="Language">Language of the conversation.</param>
/// <param name="WaitingSince">Since when the person waits.</param>
/// <param name="AssistantId">Who is alerted by this step; null when the webhook is the whole chain.</param>
/// <param name="AssistantName">Their name, or null.</param>
public sealed record OnCallAlert(
    string Type, string HandoffId, string Reference, string State, string Language, DateTimeOffset WaitingSince, string? AssistantId, string? AssistantName);
