using System.Runtime.InteropServices;

namespace AssistantBot.Triage.Classifier;

/// <summary>Trains a <see cref="LinearModel"/> by stochastic gradient descent. The same input gives the same weights.</summary>
internal static class ModelTrainer
{
    /// <summary>Trains on messages given as features, with the class of each and how much each counts.</summary>
    public static LinearModel Train(
        IReadOnlyList<List<Feature>> messages, int[] classOf, float[] importance, int classes, TrainingSettings settings)
    {
        var vocabulary = Vocabulary(messages, settings.MinimumCount);
        var model = new LinearModel(vocabulary, Factors(messages, classOf, importance, vocabulary, classes, settings), settings.KindWeights, classes);
        var vectors = new SparseVector[messages.Count];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = model.Vectorize(messages[i]);
        }

        var order = Enumerable.Range(0, vectors.Length).ToArray();
        var random = 0x9E3779B97F4A7C15UL;
        var scores = new float[classes];
        var steps = (float)settings.Epochs * vectors.Length;
        var step = 0;
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            Shuffle(order, ref random);
            foreach (var i in order)
            {
                var rate = settings.Rate * (1 - (step++ / steps)) * importance[i];
                Step(model, vectors[i], classOf[i], rate, settings.Decay, scores);
            }
        }

        return model;
    }

    private static Dictionary<ulong, int> Vocabulary(IReadOnlyList<List<Feature>> messages, int minimum)
    {
        var counts = new Dictionary<ulong, (int Count, int Last)>();
        for (var m = 0; m < messages.Count; m++)
        {
            foreach (var feature in messages[m])
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, feature.Key, out _);
                if (entry.Last != m + 1)
                {
                    entry = (entry.Count + 1, m + 1);
                }
            }
        }

        var vocabulary = new Dictionary<ulong, int>();
        foreach (var (key, entry) in counts)
        {
            if (entry.Count >= minimum)
            {
                vocabulary.Add(key, vocabulary.Count);
            }
        }

        return vocabulary;
    }

    /// <summary>
    /// How much each feature counts: more, the more unevenly it occurs on the two sides, so that frequent words without
    /// a side and rare words that chanced on one stay quiet. Every feature counts 1 where there are more classes.
    /// </summary>
    private static float[] Factors(
        IReadOnlyList<List<Feature>> messages, int[] classOf, float[] importance, Dictionary<ulong, int> vocabulary, int classes, TrainingSettings settings)
    {
        var factors = new float[vocabulary.Count];
        Array.Fill(factors, 1f);
        if (classes != 2 || settings.Contrast <= 0)
        {
            return factors;
        }

        var counts = new float[vocabulary.Count * 2];
        for (var m = 0; m < messages.Count; m++)
        {
            foreach (var feature in messages[m])
            {
                if (vocabulary.TryGetValue(feature.Key, out var index))
                {
                    counts[(index * 2) + classOf[m]] += importance[m];
                }
            }
        }

        for (var i = 0; i < factors.Length; i++)
        {
            var ratio = MathF.Log((counts[i * 2] + settings.Smoothing) / (counts[(i * 2) + 1] + settings.Smoothing));
            factors[i] = 1 - settings.Contrast + (settings.Contrast * MathF.Min(2f, MathF.Abs(ratio)));
        }

        return factors;
    }

    private static ulong Next(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }

    private static void Step(LinearModel model, in SparseVector vector, int target, float rate, float decay, float[] scores)
    {
        model.Score(vector, scores);
        LinearModel.Softmax(scores);
        scores[target] -= 1;
        var bias = model.Bias;
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] *= rate;
            bias[c] -= 0.1f * scores[c];
        }

        var weights = model.Weights;
        var keep = 1 - (rate * decay * 100);
        for (var i = 0; i < vector.Indexes.Length; i++)
        {
            var row = weights.Slice(vector.Indexes[i] * scores.Length, scores.Length);
            var value = vector.Values[i];
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = (row[c] * keep) - (scores[c] * value);
            }
        }
    }

    private static void Shuffle(int[] order, ref ulong state)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)(Next(ref state) % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
