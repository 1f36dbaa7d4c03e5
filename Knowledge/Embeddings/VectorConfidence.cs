using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>
/// How probable it is that the closest entry answers, learned from the base itself: each model measures closeness on its own scale. Every other
/// phrasing is asked once with its entry in the base, where the closest is right or wrong, and once with the entry taken out, where it is wrong.
/// </summary>
/// <param name="Bias">Constant of the logistic regression.</param>
/// <param name="ByCosine">Weight of the closeness.</param>
/// <param name="ByGap">Weight of the distance to the next entry.</param>
internal sealed record VectorConfidence(double Bias, double ByCosine, double ByGap)
{
    private const int LeastQuestions = 20;
    private const int MostQuestions = 200;
    private const int Rounds = 400;
    private const double Decay = 1e-3;

    /// <summary>Probability, 0 to 1, that the closest entry answers.</summary>
    public double Probability(double cosine, double gap) => 1 / (1 + Math.Exp(-(Bias + (ByCosine * cosine) + (ByGap * gap))));

    /// <summary>Learns from the phrasings of a base.</summary>
    /// <param name="index">The index.</param>
    /// <param name="vectors">Vectors of length one.</param>
    /// <param name="entries">The entry of each.</param>
    /// <returns>Null when there are too few phrasings to learn from.</returns>
    public static VectorConfidence? Fit(KnowledgeIndex index, IReadOnlyList<float[]> vectors, IReadOnlyList<int> entries)
    {
        var ids = entries.Select(entry => index.Entries[entry].Entry.Id).ToArray();
        // The first vector of an entry holds its answer; questions are what stands after it.
        var questions = Enumerable.Range(1, Math.Max(0, ids.Length - 1)).Where(i => entries[i] == entries[i - 1]).ToList();
        if (questions.Count < LeastQuestions)
            return null;
        var step = Math.Max(1, (questions.Count + MostQuestions - 1) / MostQuestions);
        List<(double Cosine, double Gap, bool Right)> seen = [];
        for (var q = 0; q < questions.Count; q += step)
        {
            var own = float.MinValue;
            var best = float.MinValue;
            var bestId = "";
            var second = float.MinValue;
            for (var i = 0; i < ids.Length; i++)
            {
                if (i == questions[q])
                    continue;
                var cosine = VectorIndex.Dot(vectors[questions[q]], vectors[i]);
                if (ids[i] == ids[questions[q]])
                {
                    own = Math.Max(own, cosine);
                }
                else if (cosine > best)
                {
                    second = ids[i] == bestId ? second : best;
                    (best, bestId) = (cosine, ids[i]);
                }
                else if (ids[i] != bestId && cosine > second)
                {
                    second = cosine;
                }
            }

            if (best == float.MinValue || second == float.MinValue)
                continue;
            seen.Add(own > best ? (own, own - best, true) : (best, best - Math.Max(own, second), false));
            seen.Add((best, best - second, false));
        }

        return seen.Count < LeastQuestions ? null : Fit(seen);
    }

    private static VectorConfidence Fit(List<(double Cosine, double Gap, bool Right)> seen)
    {
        // Centred and scaled, so that one step size does for every model.
        var (meanCosine, meanGap) = (seen.Average(one => one.Cosine), seen.Average(one => one.Gap));
        var scaleCosine = Math.Max(1e-6, Math.Sqrt(seen.Average(one => Math.Pow(one.Cosine - meanCosine, 2))));
        var scaleGap = Math.Max(1e-6, Math.Sqrt(seen.Average(one => Math.Pow(one.Gap - meanGap, 2))));
        double bias = 0, cosineWeight = 0, gapWeight = 0;
        for (var round = 0; round < Rounds; round++)
        {
            double toBias = 0, toCosine = Decay * cosineWeight, toGap = Decay * gapWeight;
            foreach (var (cosine, gap, right) in seen)
            {
                var (x, y) = ((cosine - meanCosine) / scaleCosine, (gap - meanGap) / scaleGap);
                var error = (1 / (1 + Math.Exp(-(bias + (cosineWeight * x) + (gapWeight * y))))) - (right ? 1 : 0);
                toBias += error / seen.Count;
                toCosine += error * x / seen.Count;
                toGap += error * y / seen.Count;
            }

            bias -= toBias;
            cosineWeight -= toCosine;
            gapWeight -= toGap;
        }

        // Closeness never speaks against an answer.
        (cosineWeight, gapWeight) = (Math.Max(0, cosineWeight), Math.Max(0, gapWeight));
        var (byCosine, byGap) = (cosineWeight / scaleCosine, gapWeight / scaleGap);
        return new VectorConfidence(bias - (byCosine * meanCosine) - (byGap * meanGap), byCosine, byGap);
    }
}
