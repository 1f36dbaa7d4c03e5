namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>Finds the terms of one language in stemmed text. Stop words of the text may stand inside a term ("perdre mon badge").</summary>
internal sealed class PhraseTrie
{
    private const int LongestGap = 2;
    private readonly Dictionary<(int Node, string Stem), int> _next = new();
    private readonly List<List<(int Concept, float Strength)>?> _ends = [null];

    public void Add(IReadOnlyList<string> stems, int concept, float strength)
    {
        var node = 0;
        foreach (var stem in stems)
        {
            if (!_next.TryGetValue((node, stem), out var child))
            {
                child = _ends.Count;
                _ends.Add(null);
                _next.Add((node, stem), child);
            }

            node = child;
        }

        var ends = _ends[node] ??= [];
        var index = ends.FindIndex(end => end.Concept == concept);
        if (index < 0)
        {
            ends.Add((concept, strength));
        }
        else if (ends[index].Strength < strength)
        {
            ends[index] = (concept, strength);
        }
    }

    public bool Knows(string stem) => _next.ContainsKey((0, stem));

    public void Match(ReadOnlySpan<string> stems, ReadOnlySpan<bool> stopWords, List<ConceptMatch> matches)
    {
        for (var start = 0; start < stems.Length; start++)
        {
            var node = 0;
            var gap = 0;
            for (var index = start; index < stems.Length; index++)
            {
                if (_next.TryGetValue((node, stems[index]), out var child))
                {
                    node = child;
                    gap = 0;
                    if (_ends[node] is { } ends)
                    {
                        foreach (var (concept, strength) in ends)
                        {
                            matches.Add(new ConceptMatch(concept, start, index, strength));
                        }
                    }
                }
                else if (index == start || !stopWords[index] || ++gap > LongestGap)
                {
                    break;
                }
            }
        }
    }
}
