namespace AssistantBot.Knowledge.Index;

/// <summary>A sparse vector of unit length over hashed grams, sorted by hash.</summary>
internal sealed record GramVector(int[] Grams, float[] Weights)
{
    public static GramVector Create(Dictionary<int, float> counts, Func<int, float> inverseFrequency)
    {
        var grams = counts.Keys.ToArray();
        Array.Sort(grams);
        var weights = new float[grams.Length];
        var sum = 0.0;
        for (var index = 0; index < grams.Length; index++)
        {
            weights[index] = (1 + MathF.Log(counts[grams[index]])) * inverseFrequency(grams[index]);
            sum += weights[index] * weights[index];
        }

        var norm = sum > 0 ? (float)(1 / Math.Sqrt(sum)) : 0;
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] *= norm;
        }

        return new GramVector(grams, weights);
    }

    public float Cosine(GramVector other)
    {
        var sum = 0f;
        int left = 0, right = 0;
        while (left < Grams.Length && right < other.Grams.Length)
        {
            var order = Grams[left].CompareTo(other.Grams[right]);
            if (order == 0)
            {
                sum += Weights[left++] * other.Weights[right++];
            }
            else if (order < 0)
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return sum;
    }
}
