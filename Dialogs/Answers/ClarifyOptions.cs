namespace AssistantBot.Dialogs.Answers;

/// <summary>What a <see cref="ClarifyDialog"/> asks.</summary>
/// <param name="Choices">What can be chosen, in the order shown.</param>
/// <param name="Question">Key of the wording that asks.</param>
internal sealed record ClarifyOptions(IReadOnlyList<ClarifyChoice> Choices, string Question = "clarify.question");
