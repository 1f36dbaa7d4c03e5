namespace AssistantBot.Dialogs;

/// <summary>The entry a person chose for a question that could mean several.</summary>
/// <param name="Question">The question, without case, accents and punctuation.</param>
/// <param name="EntryId">The entry.</param>
public sealed record ChosenEntry(string Question, string EntryId);
