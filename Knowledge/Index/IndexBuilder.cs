using AssistantBot.Knowledge.Text;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Index;

/// <summary>Analyses the entries of a base and lays them out for search.</summary>
internal sealed class IndexBuilder(OfficeThesaurus thesaurus)
{
    /// <summary>Words of an entry beyond this number add nothing to its subject.</summary>
    private const int LongestField = 2000;
    private const float InnerConceptStrength = 0.5f;
    private const float Saturation = 1.2f;

    private static readonly (float Weight, float LengthPenalty)[] Fields =
    [
        (3.0f, 0.3f), // question
        (2.5f, 0.3f), // also asked
        (1.5f, 0.5f), // in short
        (1.0f, 0.6f), // answer
        (0.5f, 0.0f), // groups
    ];

    private readonly Vocabulary _vocabulary = new(thesaurus.Concepts.Count);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _gramFrequencies = [];

    public KnowledgeIndex Build(KnowledgeBase knowledge)
    {
        var drafts = knowledge.Entries.Select(Analyze).ToArray();
        var averages = new float[Fields.Length];
        for (var field = 0; field < Fields.Length; field++)
        {
            averages[field] = Math.Max(1, drafts.Length == 0 ? 1 : drafts.Average(draft => (float)draft.Lengths[field]));
        }

        var postings = PostingLists.Create(Array.ConvertAll(drafts, draft => Weights(draft, averages)), _vocabulary.Count);
        var gramWeights = _gramFrequencies.ToDictionary(pair => pair.Key, pair => MathF.Log(1 + (drafts.Length / (float)pair.Value)));
        var entries = Array.ConvertAll(drafts, draft => new IndexedEntry(draft.Entry));
        var index = new KnowledgeIndex(knowledge, thesaurus, entries, _vocabulary, postings, new SpellIndex(_words), gramWeights);
        for (var position = 0; position < drafts.Length; position++)
        {
            entries[position].Phrasings = [.. drafts[position].Phrasings.Select(phrasing => Phrase(phrasing, index))];
            entries[position].Grams = GramVector.Create(drafts[position].Grams, gram => gramWeights[gram]);
        }

        return index;
    }

    private Draft Analyze(KnowledgeEntry entry)
    {
        var draft = new Draft(entry);
        draft.Phrasings.Add(Add(draft, 0, entry.Question));
        foreach (var phrasing in entry.AlsoAsked)
        {
            draft.Phrasings.Add(Add(draft, 1, phrasing));
        }

        if (entry.Short is not null)
        {
            Add(draft, 2, entry.Short);
        }

        Add(draft, 3, entry.Answer);
        foreach (var group in entry.Groups)
        {
            Add(draft, 4, group);
        }

        foreach (var gram in draft.Grams.Keys)
        {
            _gramFrequencies[gram] = _gramFrequencies.GetValueOrDefault(gram) + 1;
        }

        return draft;
    }

    private AnalyzedText Add(Draft draft, int field, string text)
    {
        var language = draft.Entry.Language;
        var analyzed = AnalyzedText.Create(text, language, thesaurus, LongestField);
        for (var index = 0; index < analyzed.Tokens.Length; index++)
        {
            if (analyzed.StopWords[index])
            {
                continue;
            }

            draft.Count(_vocabulary.Add(analyzed.Stems[index], language), field, 1);
            draft.Lengths[field]++;
            _words.Add(analyzed.Tokens[index].Folded);
            CharacterGrams.Add(analyzed.Tokens[index].Folded, draft.Grams);
        }

        foreach (var unit in analyzed.Units)
        {
            foreach (var (concept, strength) in unit.Concepts)
            {
                draft.Count(concept, field, strength);
            }

            foreach (var (concept, strength) in unit.Inner)
            {
                draft.Count(concept, field, strength * InnerConceptStrength);
            }
        }

        return analyzed;
    }

    private static Dictionary<int, float> Weights(Draft draft, float[] averages)
    {
        var weights = new Dictionary<int, float>();
        foreach (var ((term, field), count) in draft.Counts)
        {
            var (weight, penalty) = Fields[field];
            var length = 1 - penalty + (penalty * draft.Lengths[field] / averages[field]);
            weights[term] = weights.GetValueOrDefault(term) + (weight * count / length);
        }

        foreach (var term in weights.Keys.ToArray())
        {
            weights[term] = weights[term] / (weights[term] + Saturation);
        }

        return weights;
    }

    private Phrasing Phrase(AnalyzedText text, KnowledgeIndex index)
    {
        var units = new List<PhrasingUnit>();
        var grams = new Dictionary<int, float>();
        foreach (var unit in text.Units)
        {
            var terms = new List<int>();
            var strengths = new List<float>();
            foreach (var token in unit.Tokens)
            {
                terms.Add(_vocabulary.Find(text.Stems[token], text.Language));
                strengths.Add(1f / unit.Tokens.Count);
                CharacterGrams.Add(text.Tokens[token].Folded, grams);
            }

            foreach (var (concept, strength) in unit.Concepts)
            {
                terms.Add(concept);
                strengths.Add(strength);
            }

            foreach (var (concept, strength) in unit.Inner)
            {
                terms.Add(concept);
                strengths.Add(strength * InnerConceptStrength);
            }

            units.Add(new PhrasingUnit([.. terms], [.. strengths], UnitImportance.Of(unit, terms, index, Audience.All)));
        }

        return new Phrasing([.. units], GramVector.Create(grams, gram => index.GramWeights.GetValueOrDefault(gram)));
    }

    private sealed class Draft(KnowledgeEntry entry)
    {
        public KnowledgeEntry Entry { get; } = entry;

        public Dictionary<(int Term, int Field), float> Counts { get; } = [];

        public int[] Lengths { get; } = new int[Fields.Length];

        public List<AnalyzedText> Phrasings { get; } = [];

        public Dictionary<int, float> Grams { get; } = [];

        public void Count(int term, int field, float count) =>
            Counts[(term, field)] = Counts.GetValueOrDefault((term, field)) + count;
    }
}
