using System.Runtime.InteropServices;
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
    private readonly GramCounter _grams = new();
    private readonly Dictionary<(int Term, int Field), float> _counts = [];
    private readonly Dictionary<int, float> _weights = [];

    public KnowledgeIndex Build(KnowledgeBase knowledge)
    {
        var drafts = knowledge.Entries.Select(Analyze).ToArray();
        var averages = new float[Fields.Length];
        for (var field = 0; field < Fields.Length; field++)
        {
            averages[field] = Math.Max(1, drafts.Length == 0 ? 1 : drafts.Average(draft => (float)draft.Lengths[field]));
        }

        var postings = PostingLists.Create(Array.ConvertAll(drafts, draft => Weights(draft, averages)), _vocabulary.Count);
        var grams = _grams.Weigh(drafts.Length);
        var entries = Array.ConvertAll(drafts, draft => new IndexedEntry(draft.Entry));
        var index = new KnowledgeIndex(knowledge, thesaurus, entries, _vocabulary, postings, new SpellIndex(_words), grams);
        for (var position = 0; position < drafts.Length; position++)
        {
            entries[position].Phrasings = [.. drafts[position].Phrasings.Select(phrasing => Phrase(phrasing, index))];
            entries[position].Grams = Weigh(drafts[position].Grams, grams);
        }

        return index;
    }

    private static GramCounts Weigh((int[] Grams, byte[] Counts) counted, GramSpace grams) =>
        new(counted.Grams, counted.Counts, grams.Norm(counted.Grams, counted.Counts));

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

        draft.Grams = _grams.Take(isEntry: true);
        draft.Counts = [.. _counts.Select(pair => (pair.Key.Term, pair.Key.Field, pair.Value))];
        _counts.Clear();
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

            Count(_vocabulary.Add(analyzed.Stems[index], language), field, 1);
            draft.Lengths[field]++;
            _words.Add(analyzed.Tokens[index].Folded);
            _grams.Add(analyzed.Tokens[index].Folded);
        }

        foreach (var unit in analyzed.Units)
        {
            foreach (var (concept, strength) in unit.Concepts)
            {
                Count(concept, field, strength);
            }

            foreach (var (concept, strength) in unit.Inner)
            {
                Count(concept, field, strength * InnerConceptStrength);
            }
        }

        return analyzed;
    }

    private void Count(int term, int field, float count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (term, field), out _) += count;

    private (int Term, float Weight)[] Weights(Draft draft, float[] averages)
    {
        _weights.Clear();
        foreach (var (term, field, count) in draft.Counts)
        {
            var (weight, penalty) = Fields[field];
            var length = 1 - penalty + (penalty * draft.Lengths[field] / averages[field]);
            CollectionsMarshal.GetValueRefOrAddDefault(_weights, term, out _) += weight * count / length;
        }

        draft.Counts = [];
        return [.. _weights.Select(pair => (pair.Key, pair.Value / (pair.Value + Saturation)))];
    }

    private Phrasing Phrase(AnalyzedText text, KnowledgeIndex index)
    {
        var units = new List<PhrasingUnit>();
        foreach (var unit in text.Units)
        {
            var terms = new List<int>();
            var strengths = new List<float>();
            foreach (var token in unit.Tokens)
            {
                terms.Add(_vocabulary.Find(text.Stems[token], text.Language));
                strengths.Add(1f / unit.Tokens.Count);
                _grams.Add(text.Tokens[token].Folded);
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

        return new Phrasing([.. units], Weigh(_grams.Take(isEntry: false), index.Grams));
    }

    private sealed class Draft(KnowledgeEntry entry)
    {
        public KnowledgeEntry Entry { get; } = entry;

        public (int Term, int Field, float Count)[] Counts { get; set; } = [];

        public int[] Lengths { get; } = new int[Fields.Length];

        public List<AnalyzedText> Phrasings { get; } = [];

        public (int[] Grams, byte[] Counts) Grams { get; set; }
    }
}
