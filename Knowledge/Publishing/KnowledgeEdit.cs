namespace AssistantBot.Knowledge.Publishing;

/// <summary>A change of one entry by a person.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Language">Its language.</param>
/// <param name="ExpectedVersion">The version the person saw; 0 for an entry that must not be there yet.</param>
/// <param name="Kind">What kind of change.</param>
/// <param name="Entry">What it becomes; null to withdraw it.</param>
/// <param name="Author">Who.</param>
public sealed record KnowledgeEdit(
    string EntryId, string Language, long ExpectedVersion, KnowledgeChangeKind Kind, KnowledgeEntry? Entry, KnowledgeAuthor Author);
