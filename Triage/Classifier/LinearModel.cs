using System.Runtime.InteropServices;

namespace AssistantBot.Triage.Classifier;

/// <summary>Weights of one output per class over a vocabulary of features.</summary>
internal sealed class LinearModel(Dictionary<ulong, int> vocabulary, float[] factors, float[] kindWeights, int classes)
{
    private readonly float[] _weights = new float[vocabulary.Count * classes];
    private readonly float[] _bias = new float[classes];

    public int Classes => classes;

    public int Features => vocabulary.Count;

    /// <summary>All weights, class by class within a feature.</summary>
    public Span<float> Weights => _weights;

    /// <summary>One bias per class.</summary>
    public Span<float> Bias => _bias;

    /// <summary>Keeps the known features and scales each family to its weight.</summary>
    public SparseVector Vectorize(List<Feature> features)
    {
        Span<int> counts = stackalloc int[kindWeights.Length];
        var known = 0;
        foreach (ref readonly var feature in CollectionsMarshal.AsSpan(features))
        {
            counts[(int)feature.Kind]++;
            known += vocabulary.ContainsKey(feature.Key) ? 1 : 0;
        }

        Span<float> scale = stackalloc float[kindWeights.Length];
        for (var k = 0; k < scale.Length; k++)
        {
            scale[k] = counts[k] == 0 ? 0 : kindWeights[k] / MathF.Sqrt(counts[k]);
        }

        var indexes = new int[known];
        var values = new float[known];
        var n = 0;
        foreach (ref readonly var feature in CollectionsMarshal.AsSpan(features))
        {
            if (vocabulary.TryGetValue(feature.Key, out var index))
            {
                indexes[n] = index;
                values[n++] = scale[(int)feature.Kind] * factors[index];
            }
        }

        return new SparseVector(indexes, values);
    }

    /// <summary>How much a family of features counts.</summary>
    public float KindWeight(FeatureKind kind) => kindWeights[(int)kind];

    /// <summary>The weight of a feature for a class; 0 when it is unknown.</summary>
    public float WeightOf(ulong key, int of) =>
        vocabulary.TryGetValue(key, out var index) ? _weights[(index * classes) + of] * factors[index] : 0;

    /// <summary>Writes the score of each class.</summary>
    public void Score(in SparseVector vector, Span<float> scores)
    {
        _bias.CopyTo(scores);
        for (var i = 0; i < vector.Indexes.Length; i++)
        {
            var row = _weights.AsSpan(vector.Indexes[i] * classes, classes);
            var value = vector.Values[i];
            for (var c = 0; c < row.Length; c++)
            {
                scores[c] += row[c] * value;
            }
        }
    }

    /// <summary>Turns scores into probabilities in place.</summary>
    public static void Softmax(Span<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var score in scores)
        {
            max = MathF.Max(max, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - max);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
