using System.Runtime.InteropServices;

namespace AssistantBot.Triage.Classifier;

/// <summary>Trains a <see cref="LinearModel"/> by stochastic gradient descent. The same input gives the same weights.</summary>
internal static class ModelTrainer
{
    /// <summary>Trains on messages given as features, with the class of each and how much each counts.</summary>
    public static LinearModel Train(
        IReadOnlyList<List<Feature>> messages, int[] classOf, float[] importance, int classes, TrainingSettings settings)
    {
        var model = new LinearModel(Vocabulary(messages, settings.MinimumCount), settings.KindWeights, classes);
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
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var j = (int)(state % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
