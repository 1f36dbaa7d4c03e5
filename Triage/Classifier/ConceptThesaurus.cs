using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Classifier;

/// <summary>
/// Concepts that matter to triage with their French and English words, read from a text file: one concept a line,
/// <c>grief: décès*, funeral*, passed away</c>; a star stands for any ending.
/// </summary>
internal sealed class ConceptThesaurus
{
    private const int LongestPhrase = 5;
    private const int ShortestPrefix = 3;

    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _phrases;
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _prefixes;

    private ConceptThesaurus(string[] names, Dictionary<string, int[]> phrases, Dictionary<string, int[]> prefixes)
    {
        Names = names;
        _phrases = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixes = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The concepts' names.</summary>
    public string[] Names { get; }

    /// <summary>Reads a thesaurus. A line that is not <c>name: phrase, phrase</c> is refused with its number.</summary>
    public static ConceptThesaurus Parse(string file, string content)
    {
        var names = new List<string>();
        var phrases = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var prefixes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in content.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                throw new TriageDataException(file, number, "expected \"concept: phrase, phrase\"");
            }

            var name = line[..colon].Trim().ToString();
            var concept = names.IndexOf(name);
            if (concept < 0)
            {
                concept = names.Count;
                names.Add(name);
            }

            foreach (var part in line[(colon + 1)..].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var folded = MessageText.Fold(part);
                if (folded.Length > 0)
                {
                    AddTo(part.EndsWith('*') ? prefixes : phrases, folded, concept);
                }
            }
        }

        return new ConceptThesaurus([.. names], phrases, prefixes);
    }

    /// <summary>Finds every concept in a message, longest phrase first at each word.</summary>
    public void Find(MessageText text, List<ConceptHit> hits)
    {
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            var longest = Math.Min(LongestPhrase, text.Tokens.Length - i);
            for (var n = 1; n <= longest; n++)
            {
                var words = text.Words(i, n);
                if (_phrases.TryGetValue(words, out var concepts))
                {
                    Report(concepts, i, n, hits);
                }

                var last = text.Tokens[i + n - 1];
                var before = last.Start - text.Tokens[i].Start;
                for (var length = before + Math.Min(last.Length, n == 1 ? ShortestPrefix : 1); length <= words.Length; length++)
                {
                    if (_prefixes.TryGetValue(words[..length], out concepts))
                    {
                        Report(concepts, i, n, hits);
                    }
                }
            }
        }
    }

    private static void Report(int[] concepts, int first, int count, List<ConceptHit> hits)
    {
        foreach (var concept in concepts)
        {
            hits.Add(new ConceptHit(concept, first, count));
        }
    }

    private static void AddTo(Dictionary<string, int[]> target, string key, int concept) =>
        target[key] = target.TryGetValue(key, out var present)
            ? present.Contains(concept) ? present : [.. present, concept]
            : [concept];
}
