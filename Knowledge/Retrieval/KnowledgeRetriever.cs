using AssistantBot.Knowledge.Embeddings;
using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Text;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>
/// Searches the published base. <see cref="Publish"/> swaps the whole index at once: searches under way finish on the one they started with.
/// </summary>
public sealed class KnowledgeRetriever : IKnowledgeRetriever
{
    private const int MostEntries = 10;

    /// <summary>How many places the ranking by vectors has: everything is near to some degree.</summary>
    private const int MostNearest = 20;

    /// <summary>From this probability by words alone an entry has a place in the ranking by words: a chance word in common is none.</summary>
    private const double Plausible = 0.1;

    private readonly RetrievalOptions _options;
    private readonly OfficeThesaurus _thesaurus;
    private readonly ScoringWeights _weights;
    private readonly Lock _publishing = new();
    private volatile Searched _searched;
    private IReadOnlyDictionary<string, float[]> _vectors = new Dictionary<string, float[]>();

    /// <summary>Creates a retriever that knows nothing yet.</summary>
    public KnowledgeRetriever(RetrievalOptions options, OfficeThesaurus? thesaurus = null)
        : this(options, thesaurus, ScoringWeights.Default)
    {
    }

    internal KnowledgeRetriever(RetrievalOptions options, OfficeThesaurus? thesaurus, ScoringWeights weights)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _thesaurus = thesaurus ?? OfficeThesaurus.Default;
        _weights = weights;
        _searched = Searched.Create(KnowledgeIndex.Build(KnowledgeBase.Empty, _thesaurus), null, weights);
    }

    /// <summary>Raised when another base is searched.</summary>
    public event Action? Published;

    /// <summary>The base searches run on.</summary>
    public KnowledgeBase Knowledge => _searched.Index.Knowledge;

    /// <summary>The index searches run on.</summary>
    public KnowledgeIndex Index => _searched.Index;

    internal VectorIndex? Vectors => _searched.Vectors;

    /// <summary>Builds the index of a base and makes it the one that is searched. A base of the same version changes nothing.</summary>
    public void Publish(KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        lock (_publishing)
        {
            if (knowledge.Version == _searched.Index.Knowledge.Version)
            {
                return;
            }

            // Entries that have not changed keep their vectors.
            var index = KnowledgeIndex.Build(knowledge, _thesaurus);
            _searched = Searched.Create(index, VectorIndex.Build(index, _vectors), _weights);
        }

        Published?.Invoke();
    }

    /// <summary>Fuses vectors in from now on, for the entries whose text they were made from.</summary>
    /// <param name="vectors">Vectors by the hash of their text, all of the same length.</param>
    internal void UseVectors(IReadOnlyDictionary<string, float[]> vectors)
    {
        lock (_publishing)
        {
            _vectors = new Dictionary<string, float[]>(vectors, StringComparer.Ordinal);
            _searched = _searched with { Vectors = VectorIndex.Build(_searched.Index, _vectors) };
        }
    }

    /// <inheritdoc/>
    public RetrievalResult Search(RetrievalQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var searched = _searched;
        var index = searched.Index;
        var language = query.Language ?? LanguageDetector.Detect(query.Text, query.Earlier is [.., var last] ? LanguageDetector.Detect(last) : null);
        var analyzer = new QueryAnalyzer(index, _weights);
        var scorer = new Scorer(index, _weights);
        var nearest = Nearest(searched, query);
        var own = analyzer.Analyze(query.Text, language, query.Audience);
        var reading = Read(scorer, own, searched, nearest, query.Audience, language);
        var kind = query.Earlier.Count == 0 ? FollowUpKind.None : FollowUp.KindOf(query.Text, language);
        if (FollowUpReading.LooksBack(kind, reading))
        {
            var followUp = new FollowUpReading(index, scorer, _weights, _options, query.Audience);
            var earlier = FollowUp.Subject(query.Earlier, language);
            var before = analyzer.Analyze(earlier, LanguageDetector.Detect(earlier, language), query.Audience);
            var topic = Topic.Of(Read(scorer, before, searched, [], query.Audience, language));
            if (query.EarlierEntryId is { } answered && answered != topic?.EntryId && index.Positions(answered, query.Audience).Any())
            {
                // The earlier question does not lead there by itself: it was chosen, or leant on another.
                topic = new Topic(answered, 1);
                earlier = index.InLanguage(index.Positions(answered, query.Audience).First(), language, query.Audience).Question;
            }

            var inContext = Read(
                scorer, analyzer.AnalyzeFollowUp(query.Text, earlier, language, query.Audience), searched, nearest, query.Audience, language,
                topic is null ? null : candidates => followUp.Favour(candidates, topic, kind, own));
            reading = followUp.Choose(kind, topic, own, reading, inContext);
        }

        return new RetrievalResult(Decide(reading.Confidence, reading.Entries.Count), reading.Confidence, reading.Entries, language);
    }

    /// <summary>The ranking's features for the first entry, for calibration.</summary>
    internal (List<Candidate> Candidates, ConfidenceFeatures Features) Explain(RetrievalQuery query)
    {
        var language = query.Language ?? LanguageDetector.Detect(query.Text);
        var index = _searched.Index;
        var analyzed = new QueryAnalyzer(index, _weights).Analyze(query.Text, language, query.Audience);
        var scorer = new Scorer(index, _weights);
        var candidates = OnePerId(scorer.Rank(analyzed, query.Audience), index);
        return (candidates, candidates.Count == 0 ? default : ConfidenceFeatures.Of(candidates, scorer.Agree(analyzed, candidates[0].Entry)));
    }

    private static List<Candidate> OnePerId(List<Candidate> candidates, KnowledgeIndex index)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return candidates.FindAll(candidate => seen.Add(index.Entries[candidate.Entry].Entry.Id));
    }

    private RetrievalOutcome Decide(double confidence, int count) =>
        count == 0 || confidence < Math.Min(_options.ClarifyFrom, _options.AnswerFrom) ? RetrievalOutcome.NoAnswer
        : confidence >= _options.AnswerFrom ? RetrievalOutcome.Answer
        : count > 1 ? RetrievalOutcome.Clarify
        : RetrievalOutcome.NoAnswer;

    private Reading Read(
        Scorer scorer, AnalyzedQuery query, Searched searched, List<(int Entry, float Cosine)> nearest, Audience audience, string language,
        Action<List<Candidate>>? favour = null)
    {
        var index = searched.Index;
        if (nearest.Count > 0)
        {
            var ranked = scorer.Rank(query, audience, nearest.Select(near => near.Entry));
            favour?.Invoke(ranked);
            return Fuse(scorer, query, ranked, searched, nearest, audience, language);
        }

        var all = scorer.Rank(query, audience);
        favour?.Invoke(all);
        var candidates = OnePerId(all, index);
        if (candidates.Count == 0)
        {
            return new Reading(0, []);
        }

        var confidence = ConfidenceFeatures.Of(candidates, scorer.Agree(query, candidates[0].Entry)).Probability(_weights, searched.Chance[(int)audience]);
        var entries = new List<RetrievedEntry>(Math.Min(candidates.Count, MostEntries));
        foreach (var candidate in candidates)
        {
            if (entries.Count == MostEntries)
            {
                break;
            }

            // What the first entry leaves is shared in proportion to the square of the score.
            var share = candidate.Score / candidates[0].Score;
            entries.Add(new RetrievedEntry(
                index.InLanguage(candidate.Entry, language, audience), candidate.Score, entries.Count == 0 ? confidence : confidence * share * share));
        }

        return new Reading(confidence, entries);
    }

    /// <summary>The visible entries closest to the question's vector, one per id; none without vectors or when the lengths differ.</summary>
    private static List<(int Entry, float Cosine)> Nearest(Searched searched, RetrievalQuery query)
    {
        if (query.Vector is not { } vector || searched.Vectors is not { } vectors || vector.Length != vectors.Dimensions)
        {
            return [];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return vectors.Nearest(vector.Span, searched.Index.Visible(query.Audience), MostNearest)
            .FindAll(near => seen.Add(searched.Index.Entries[near.Entry].Entry.Id));
    }

    private Reading Fuse(
        Scorer scorer, AnalyzedQuery query, List<Candidate> candidates, Searched searched, List<(int Entry, float Cosine)> nearest, Audience audience, string language)
    {
        var index = searched.Index;
        double Probability(Candidate candidate, float margin) =>
            new ConfidenceFeatures(candidate, margin, scorer.Agree(query, candidate.Entry)).Probability(_weights, searched.Chance[(int)audience]);
        var byWords = OnePerId(candidates.FindAll(candidate => candidate.Coverage > 0 && Probability(candidate, 0) >= Plausible), index).Select((candidate, rank) => (Id: index.Entries[candidate.Entry].Entry.Id, rank))
            .ToDictionary(pair => pair.Id, pair => pair.rank, StringComparer.Ordinal);
        var byVector = nearest.Select((near, rank) => (index.Entries[near.Entry].Entry.Id, (rank, near.Cosine))).ToDictionary(pair => pair.Id, pair => pair.Item2, StringComparer.Ordinal);
        var fused = OnePerId(candidates, index)
            .Select(candidate =>
            {
                var id = index.Entries[candidate.Entry].Entry.Id;
                var near = byVector.TryGetValue(id, out var found) ? found : default((int rank, float Cosine)?);
                return (Candidate: candidate, Near: near, Score: ReciprocalRank.Worth(byWords.TryGetValue(id, out var rank) ? rank : null) + ReciprocalRank.Worth(near?.rank));
            })
            .OrderByDescending(one => one.Score).ThenByDescending(one => one.Candidate.Score).ThenBy(one => one.Candidate.Entry)
            .Take(MostEntries)
            .ToList();
        var entries = new List<RetrievedEntry>(fused.Count);
        foreach (var (candidate, near, score) in fused)
        {
            var others = fused.Where(other => other.Candidate.Entry != candidate.Entry).ToList();
            var nextByWords = others.Count == 0 ? 0 : others.Max(other => other.Candidate.Score);
            var margin = candidate.Score > 0 ? Math.Max(0, (candidate.Score - nextByWords) / candidate.Score) : 0;
            var confidence = Probability(candidate, margin);
            if (searched.Vectors!.Confidence is { } learned)
            {
                var nextByVector = others.Max(other => other.Near?.Cosine) ?? 0;
                // Both views weigh the same: agreement makes sure, disagreement makes ask.
                confidence = Mean(confidence, near is { } closeness ? learned.Probability(closeness.Cosine, closeness.Cosine - nextByVector) : learned.Probability(0, 0));
            }

            entries.Add(new RetrievedEntry(index.InLanguage(candidate.Entry, language, audience), score, entries.Count == 0 ? confidence : Math.Min(confidence, entries[0].Confidence)));
        }

        return new Reading(entries.Count == 0 ? 0 : entries[0].Confidence, entries);
    }

    /// <summary>The probability half way between two, on the scale of their odds.</summary>
    private static double Mean(double left, double right)
    {
        static double LogOdds(double probability) => Math.Log(Math.Clamp(probability, 1e-4, 1 - 1e-4) / (1 - Math.Clamp(probability, 1e-4, 1 - 1e-4)));
        return 1 / (1 + Math.Exp(-(LogOdds(left) + LogOdds(right)) / 2));
    }

    /// <summary>What searches run on: the index, the vectors, and by audience how far chance brings in it.</summary>
    private sealed record Searched(KnowledgeIndex Index, VectorIndex? Vectors, ChanceLevel[] Chance)
    {
        public static Searched Create(KnowledgeIndex index, VectorIndex? vectors, ScoringWeights weights) =>
            new(index, vectors, Array.ConvertAll(Enum.GetValues<Audience>(), audience => ChanceLevel.Of(index, weights, audience)));
    }
}
