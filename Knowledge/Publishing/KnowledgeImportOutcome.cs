namespace AssistantBot.Knowledge.Publishing;

/// <summary>What an import did.</summary>
/// <param name="Changed">How many entries have a new version.</param>
/// <param name="Conflicts">Entries that file and desk have both changed; the desk's version serves.</param>
public sealed record KnowledgeImportOutcome(int Changed, IReadOnlyList<StoredEntry> Conflicts);
