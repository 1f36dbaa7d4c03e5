namespace AssistantBot.Knowledge.Retrieval;

/// <summary>What the probability of a right answer is computed from.</summary>
/// <param name="Score">Score of the first entry.</param>
/// <param name="Margin">How far the next entry is behind, as a share of the first one's score.</param>
/// <param name="Coverage">Share of the question found in the first entry.</param>
/// <param name="BestUnit">Importance of the most important unit found in the entry's phrasing.</param>
/// <param name="Grams">Character similarity with the entry's phrasing.</param>
internal readonly record struct ConfidenceFeatures(float Score, float Margin, float Coverage, float BestUnit, float Grams)
{
    public double Probability(ScoringWeights weights)
    {
        var sum = weights.Bias + (weights.ByScore * Score) + (weights.ByMargin * Margin) + (weights.ByCoverage * Coverage)
            + (weights.ByBestUnit * BestUnit) + (weights.ByGrams * Grams);
        return 1 / (1 + Math.Exp(-sum));
    }
}
