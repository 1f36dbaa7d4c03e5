namespace AssistantBot.Triage;

/// <summary>One earlier message of the conversation.</summary>
/// <param name="FromUser">True for the person, false for the bot or an assistant.</param>
/// <param name="Text">What was said.</param>
public sealed record TriageTurn(bool FromUser, string Text);
