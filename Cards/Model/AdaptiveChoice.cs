namespace AssistantBot.Cards.Model;

/// <summary>One choice of an <see cref="AdaptiveChoiceSetInput"/>.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Value">What is submitted.</param>
public sealed record AdaptiveChoice(string Title, string Value);
