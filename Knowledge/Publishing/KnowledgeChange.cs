namespace AssistantBot.Knowledge.Publishing;

/// <summary>One version of an entry in its history.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Language">Its language.</param>
/// <param name="Version">Counted from 1, without gaps.</param>
/// <param name="Kind">What made it.</param>
/// <param name="At">When.</param>
/// <param name="Author">Who.</param>
/// <param name="Entry">The whole entry as it was from then on; null when it was withdrawn.</param>
public sealed record KnowledgeChange(
    string EntryId, string Language, long Version, KnowledgeChangeKind Kind, DateTimeOffset At, KnowledgeAuthor Author, KnowledgeEntry? Entry);
