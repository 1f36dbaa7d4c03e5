namespace AssistantBot.Knowledge.Retrieval;

/// <summary>What the probability of a right answer is computed from.</summary>
/// <param name="First">The best candidate.</param>
/// <param name="Margin">How far the next entry is behind, as a share of the first one's score.</param>
internal readonly record struct ConfidenceFeatures(Candidate First, float Margin)
{
    /// <summary>The features of a ranking with one candidate per entry id, best first.</summary>
    public static ConfidenceFeatures Of(List<Candidate> candidates) => new(
        candidates[0],
        candidates.Count > 1 && candidates[0].Score > 0 ? (candidates[0].Score - candidates[1].Score) / candidates[0].Score : 1);

    /// <summary>Probability, 0 to 1, that the first entry answers.</summary>
    public double Probability(ScoringWeights weights)
    {
        // A lead, or a phrasing found, says little when most of the question is not in the entry: a phrasing may be one common word.
        var sum = weights.Bias + (weights.ByMargin * Margin * First.Coverage) + (weights.ByQuestionCovered * First.QuestionCovered * First.Coverage)
            + (weights.ByEvidence * First.Evidence) + (weights.ByEntryGrams * First.EntryGrams);
        return 1 / (1 + Math.Exp(-sum));
    }
}
