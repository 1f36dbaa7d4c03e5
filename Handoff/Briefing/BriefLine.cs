namespace AssistantBot.Handoff.Briefing;

/// <summary>One earlier message, as the brief needs it.</summary>
/// <param name="FromPerson">True for the person, false for the bot or an assistant.</param>
/// <param name="Text">What was said.</param>
/// <param name="IsAnswer">True when the bot answered from the knowledge base.</param>
public sealed record BriefLine(bool FromPerson, string Text, bool IsAnswer = false);
