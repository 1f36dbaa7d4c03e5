namespace AssistantBot.Dialogs.Answers;

/// <summary>What an <see cref="AnswerDialog"/> answers.</summary>
/// <param name="Question">The person's question.</param>
/// <param name="ChosenEntryId">The entry that is meant, or null.</param>
internal sealed record AnswerOptions(string Question, string? ChosenEntryId = null);
