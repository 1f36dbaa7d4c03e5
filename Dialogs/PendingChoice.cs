namespace AssistantBot.Dialogs;

/// <summary>One entry to choose.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Title">What is shown.</param>
public sealed record PendingChoice(string EntryId, string Title);
