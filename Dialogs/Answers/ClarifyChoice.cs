namespace AssistantBot.Dialogs.Answers;

/// <summary>One entry to choose.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Title">What is shown.</param>
internal sealed record ClarifyChoice(string EntryId, string Title);
