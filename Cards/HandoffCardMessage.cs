namespace AssistantBot.Cards;

/// <summary>One message on the handoff card.</summary>
/// <param name="FromPerson">True for the person, false for the bot or an assistant.</param>
/// <param name="Text">What was said.</param>
public sealed record HandoffCardMessage(bool FromPerson, string Text);
