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

    /// <summary>A follow-up's own reading wins over the one with context only when it is this sure.</summary>
    private const double SureAlone = 0.8;

    private readonly RetrievalOptions _options;
    private readonly OfficeThesaurus _thesaurus;
    private readonly ScoringWeights _weights;
    private volatile KnowledgeIndex _index;

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
        _index = KnowledgeIndex.Build(KnowledgeBase.Empty, _thesaurus);
    }

    /// <summary>The base searches run on.</summary>
    public KnowledgeBase Knowledge => _index.Knowledge;

    internal KnowledgeIndex Index => _index;

    /// <summary>Builds the index of a base and makes it the one that is searched. A base of the same version changes nothing.</summary>
    public void Publish(KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        if (knowledge.Version != _index.Knowledge.Version)
        {
            _index = KnowledgeIndex.Build(knowledge, _thesaurus);
        }
    }

    /// <inheritdoc/>
    public RetrievalResult Search(RetrievalQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var index = _index;
        var language = query.Language ?? LanguageDetector.Detect(query.Text, Earlier(query) is { } last ? LanguageDetector.Detect(last) : null);
        var analyzer = new QueryAnalyzer(index, _weights);
        var scorer = new Scorer(index, _weights);
        var reading = Read(scorer, analyzer.Analyze(query.Text, language, query.Audience), index, query.Audience, language);
        if (Earlier(query) is { } earlier && reading.Confidence < SureAlone && FollowUp.LeansOnEarlier(query.Text, language))
        {
            var inContext = Read(scorer, analyzer.AnalyzeFollowUp(query.Text, earlier, language, query.Audience), index, query.Audience, language);
            reading = inContext.Confidence >= reading.Confidence ? inContext : reading;
        }

        return new RetrievalResult(Decide(reading.Confidence, reading.Entries.Count), reading.Confidence, reading.Entries, language);
    }

    /// <summary>The ranking's features for the first entry, for calibration.</summary>
    internal (List<Candidate> Candidates, ConfidenceFeatures Features) Explain(RetrievalQuery query)
    {
        var language = query.Language ?? LanguageDetector.Detect(query.Text);
        var analyzed = new QueryAnalyzer(_index, _weights).Analyze(query.Text, language, query.Audience);
        var candidates = OnePerId(new Scorer(_index, _weights).Rank(analyzed, query.Audience), _index);
        return (candidates, candidates.Count == 0 ? default : ConfidenceFeatures.Of(candidates));
    }

    private static string? Earlier(RetrievalQuery query) => query.Earlier.Count == 0 ? null : query.Earlier[^1];

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

    private (double Confidence, IReadOnlyList<RetrievedEntry> Entries) Read(
        Scorer scorer, AnalyzedQuery query, KnowledgeIndex index, Audience audience, string language)
    {
        var candidates = OnePerId(scorer.Rank(query, audience), index);
        if (candidates.Count == 0)
        {
            return (0, []);
        }

        var confidence = ConfidenceFeatures.Of(candidates).Probability(_weights);
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

        return (confidence, entries);
    }
}
