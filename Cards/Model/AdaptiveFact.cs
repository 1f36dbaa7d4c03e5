namespace AssistantBot.Cards.Model;

/// <summary>One row of an <see cref="AdaptiveFactSet"/>.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Value">Its value, Markdown.</param>
public sealed record AdaptiveFact(string Title, string Value);
