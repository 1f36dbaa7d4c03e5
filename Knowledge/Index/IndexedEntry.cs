namespace AssistantBot.Knowledge.Index;

/// <summary>An entry with what ranking needs beyond the posting lists.</summary>
internal sealed class IndexedEntry(KnowledgeEntry entry)
{
    public KnowledgeEntry Entry { get; } = entry;

    /// <summary>The heading first, then the other phrasings.</summary>
    public Phrasing[] Phrasings { get; set; } = [];

    /// <summary>Character grams of the whole entry.</summary>
    public GramCounts Grams { get; set; } = GramCounts.None;
}
