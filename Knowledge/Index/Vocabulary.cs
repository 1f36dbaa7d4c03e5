namespace AssistantBot.Knowledge.Index;

/// <summary>Numbers for terms: first the thesaurus concepts, then the stems of each language.</summary>
internal sealed class Vocabulary(int concepts)
{
    private readonly Dictionary<string, int> _french = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _english = new(StringComparer.Ordinal);

    public int Count { get; private set; } = concepts;

    public int Add(string stem, string language)
    {
        var stems = Stems(language);
        if (!stems.TryGetValue(stem, out var id))
        {
            stems.Add(stem, id = Count++);
        }

        return id;
    }

    /// <summary>The term's number, or -1 when no entry has it.</summary>
    public int Find(string stem, string language) => Stems(language).TryGetValue(stem, out var id) ? id : -1;

    private Dictionary<string, int> Stems(string language) => Text.TextAnalyzer.IsEnglish(language) ? _english : _french;
}
