using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>
/// How far chance brings in a base, learned from the base itself: each entry's question is asked of the others, which do not answer it. In a base
/// of many phrasings on near subjects a wrong entry looks better than in a small one of plain questions.
/// </summary>
/// <param name="Excess">What is to be taken from the log-odds of an answer; below 0 where chance brings less far than usual.</param>
internal readonly record struct ChanceLevel(double Excess)
{
    private const int MostQuestions = 100;

    /// <summary>Mean log-odds of a wrong entry in the bases the coefficients were fitted on.</summary>
    private const double Ordinary = -1.85;

    /// <summary>So many questions of an ordinary base are added: one or two entries say little.</summary>
    private const double Prior = 2;

    private const double Least = -5;
    private const double Most = -0.5;

    /// <summary>Asks the entries' own questions.</summary>
    public static ChanceLevel Of(KnowledgeIndex index, ScoringWeights weights, Audience audience)
    {
        var visible = index.Visible(audience);
        var asked = Enumerable.Range(0, index.Entries.Length).Where(position => visible[position]).ToArray();
        var step = Math.Max(1, (asked.Length + MostQuestions - 1) / MostQuestions);
        var analyzer = new QueryAnalyzer(index, weights);
        var scorer = new Scorer(index, weights);
        double sum = 0, count = 0;
        for (var position = 0; position < asked.Length; position += step)
        {
            var entry = index.Entries[asked[position]].Entry;
            var query = analyzer.Analyze(entry.Question, entry.Language, audience);
            var seen = new HashSet<string>(StringComparer.Ordinal) { entry.Id };
            var others = scorer.Rank(query, audience).FindAll(candidate => seen.Add(index.Entries[candidate.Entry].Entry.Id));
            sum += others.Count == 0 ? weights.Bias : ConfidenceFeatures.Of(others, scorer.Agree(query, others[0].Entry)).LogOdds(weights);
            count++;
        }

        var level = Math.Clamp((sum + (Prior * Ordinary)) / (count + Prior), Least, Most);
        return new ChanceLevel(weights.ByChance * (level - Ordinary));
    }
}
