namespace AssistantBot.Knowledge.Loading;

/// <summary>What a section says: labelled values, comment tags, and the text that remains.</summary>
internal sealed class SectionContent
{
    private readonly HashSet<string> _phrasings = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<EntryLabel, (string Value, int Line)> Values { get; } = [];

    /// <summary>Other phrasings, each once.</summary>
    public List<string> AlsoAsked { get; } = [];

    public Dictionary<string, string> Tags { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Text { get; set; } = "";

    /// <summary>Adds a phrasing that is not there yet.</summary>
    public void AddPhrasing(string phrasing)
    {
        if (_phrasings.Add(phrasing))
            AlsoAsked.Add(phrasing);
    }

    /// <summary>Line of the first text block, 0 when there is none.</summary>
    public int TextLine { get; set; }
}
