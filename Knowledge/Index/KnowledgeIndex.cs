using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Index;

/// <summary>
/// The searchable form of a knowledge base, in memory. Immutable: publishing builds a new one, so a search never sees half a change.
/// </summary>
public sealed class KnowledgeIndex
{
    private readonly bool[][] _visible;
    private readonly int[][] _frequencies;
    private readonly int[] _sizes;
    private readonly Dictionary<string, int[]> _byId;

    internal KnowledgeIndex(
        KnowledgeBase knowledge, OfficeThesaurus thesaurus, IndexedEntry[] entries, Vocabulary vocabulary, PostingLists postings,
        SpellIndex spelling, GramSpace grams)
    {
        Knowledge = knowledge;
        Thesaurus = thesaurus;
        Entries = entries;
        Vocabulary = vocabulary;
        Postings = postings;
        Spelling = spelling;
        Grams = grams;
        _byId = Enumerable.Range(0, entries.Length).GroupBy(position => entries[position].Entry.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var audiences = Enum.GetValues<Audience>();
        _visible = new bool[audiences.Length][];
        _frequencies = new int[audiences.Length][];
        _sizes = new int[audiences.Length];
        foreach (var audience in audiences)
        {
            Count(audience);
        }
    }

    /// <summary>The knowledge base the index was built from.</summary>
    public KnowledgeBase Knowledge { get; }

    internal OfficeThesaurus Thesaurus { get; }

    internal IndexedEntry[] Entries { get; }

    internal Vocabulary Vocabulary { get; }

    internal PostingLists Postings { get; }

    internal SpellIndex Spelling { get; }

    internal GramSpace Grams { get; }

    /// <summary>Builds the index of a base with the shipped thesaurus.</summary>
    public static KnowledgeIndex Build(KnowledgeBase knowledge) => Build(knowledge, OfficeThesaurus.Default);

    /// <summary>Builds the index of a base.</summary>
    /// <param name="knowledge">The entries.</param>
    /// <param name="thesaurus">The concepts that bridge synonyms and languages.</param>
    public static KnowledgeIndex Build(KnowledgeBase knowledge, OfficeThesaurus thesaurus)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(thesaurus);
        return new IndexBuilder(thesaurus).Build(knowledge);
    }

    /// <summary>For each entry whether the audience may be shown it.</summary>
    internal bool[] Visible(Audience audience) => _visible[(int)audience];

    /// <summary>How rare a term is among the entries the audience may see: 1 for absent, towards 0 for everywhere; -1 stands for an unknown term.</summary>
    internal float Rarity(int term, Audience audience)
    {
        var size = _sizes[(int)audience];
        var frequency = term < 0 ? 0 : _frequencies[(int)audience][term];
        return (float)(Math.Log(1 + ((size - frequency + 0.5) / (frequency + 0.5))) / Math.Log(1 + ((size + 0.5) / 0.5)));
    }

    internal bool Occurs(int term, Audience audience) => term >= 0 && _frequencies[(int)audience][term] > 0;

    /// <summary>Where the entries of an id stand that the audience may be shown: one per language.</summary>
    internal IEnumerable<int> Positions(string id, Audience audience) => _byId.GetValueOrDefault(id, []).Where(position => Visible(audience)[position]);

    /// <summary>The entry, or its translation into the language when there is one the audience may see.</summary>
    internal KnowledgeEntry InLanguage(int position, string language, Audience audience)
    {
        var entry = Entries[position].Entry;
        if (entry.Language != language && _byId.TryGetValue(entry.Id, out var siblings))
        {
            foreach (var sibling in siblings)
            {
                if (Entries[sibling].Entry.Language == language && Visible(audience)[sibling])
                {
                    return Entries[sibling].Entry;
                }
            }
        }

        return entry;
    }

    private void Count(Audience audience)
    {
        var visible = Array.ConvertAll(Entries, entry => audience == Audience.All || entry.Entry.Audience == Audience.All || entry.Entry.Audience == audience);
        var frequencies = new int[Vocabulary.Count];
        for (var term = 0; term < frequencies.Length; term++)
        {
            foreach (var entry in Postings.Entries(term))
            {
                frequencies[term] += visible[entry] ? 1 : 0;
            }
        }

        _visible[(int)audience] = visible;
        _frequencies[(int)audience] = frequencies;
        _sizes[(int)audience] = visible.Count(isVisible => isVisible);
    }
}
