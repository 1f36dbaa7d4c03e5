namespace AssistantBot.Knowledge.Loading;

/// <summary>What a section says: labelled values, comment tags, and the text that remains.</summary>
internal sealed class SectionContent
{
    public Dictionary<EntryLabel, (string Value, int Line)> Values { get; } = [];

    public List<string> AlsoAsked { get; } = [];

    public Dictionary<string, string> Tags { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Text { get; set; } = "";

    /// <summary>Line of the first text block, 0 when there is none.</summary>
    public int TextLine { get; set; }
}
