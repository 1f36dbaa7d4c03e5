namespace AssistantBot.Knowledge.Publishing;

/// <summary>An entry as the database keeps it, the withdrawn ones included.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Language">Its language.</param>
/// <param name="Version">Its latest version, from 1.</param>
/// <param name="Entry">What is published; null when withdrawn.</param>
public sealed record StoredEntry(string EntryId, string Language, long Version, KnowledgeEntry? Entry)
{
    /// <summary>Hash of what the knowledge folder said when it was last agreed to; null when no file holds the entry.</summary>
    public string? Imported { get; init; }

    /// <summary>The file that holds the entry, relative to the folder; null when none does.</summary>
    public string? File { get; init; }

    /// <summary>What the file says now, when file and desk have both changed the entry; null without such a conflict.</summary>
    public FileOffer? Offer { get; init; }
}
