namespace AssistantBot.Knowledge.Retrieval;

/// <summary>What the probability of a right answer is computed from.</summary>
/// <param name="First">The best candidate.</param>
/// <param name="Margin">How far the next entry is behind, as a share of the first one's score.</param>
/// <param name="Agreement">What of the question stands in the first entry.</param>
internal readonly record struct ConfidenceFeatures(Candidate First, float Margin, Agreement Agreement)
{
    /// <summary>The features of a ranking with one candidate per entry id, best first.</summary>
    public static ConfidenceFeatures Of(List<Candidate> candidates, Agreement agreement) => new(
        candidates[0],
        candidates.Count > 1 && candidates[0].Score > 0 ? (candidates[0].Score - candidates[1].Score) / candidates[0].Score : 1,
        agreement);

    /// <summary>Logarithm of the odds that the first entry answers, in a base where chance brings as far as in most.</summary>
    // A lead, or a phrasing found, says little when most of the question is not in the entry: a phrasing may be one common word.
    public double LogOdds(ScoringWeights weights) =>
        weights.Bias + (weights.ByMargin * Margin * First.Coverage) + (weights.ByQuestionCovered * First.QuestionCovered * First.Coverage)
            + (weights.ByEntryGrams * First.EntryGrams) + (weights.ByFound * Agreement.Found) + (weights.ByMissing * Agreement.Missing)
            + (Agreement.IsSingle ? weights.BySingle : 0);

    /// <summary>Probability, 0 to 1, that the first entry answers.</summary>
    /// <param name="weights">The coefficients.</param>
    /// <param name="chance">How far chance brings in this base.</param>
    public double Probability(ScoringWeights weights, ChanceLevel chance) => 1 / (1 + Math.Exp(chance.Excess - LogOdds(weights)));
}
