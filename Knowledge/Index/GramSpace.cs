namespace AssistantBot.Knowledge.Index;

/// <summary>The character grams of a base, numbered from 0, and how telling each is.</summary>
/// <param name="ids">The number of each hashed gram.</param>
/// <param name="weights">By number: higher for a rarer gram.</param>
internal sealed class GramSpace(Dictionary<int, int> ids, float[] weights)
{
    /// <summary>Weight of a gram that no entry has.</summary>
    private const float Unknown = 1;

    public int Count => weights.Length;

    /// <summary>
    /// Lays a question out by gram number, so that its likeness with any <see cref="GramCounts"/> is one pass without comparing. The grams that
    /// no entry has make the question longer all the same.
    /// </summary>
    /// <param name="counts">How often each hashed gram stands in the question.</param>
    /// <param name="layout">Of <see cref="Count"/> values, all zero before.</param>
    public void LayOut(Dictionary<int, float> counts, Span<float> layout)
    {
        var sum = 0.0;
        foreach (var (gram, count) in counts)
        {
            var known = ids.TryGetValue(gram, out var id);
            var weight = (1 + MathF.Log(count)) * (known ? weights[id] : Unknown);
            sum += weight * weight;
            if (known)
            {
                layout[id] = weight * weights[id];
            }
        }

        var norm = sum > 0 ? (float)(1 / Math.Sqrt(sum)) : 0;
        foreach (var gram in counts.Keys)
        {
            if (ids.TryGetValue(gram, out var id))
            {
                layout[id] *= norm;
            }
        }
    }

    /// <summary>The length of a text's vector, for <see cref="GramCounts.Norm"/>.</summary>
    public float Norm(ReadOnlySpan<int> grams, ReadOnlySpan<byte> counts)
    {
        var sum = 0.0;
        for (var index = 0; index < grams.Length; index++)
        {
            var weight = (1 + MathF.Log(counts[index])) * weights[grams[index]];
            sum += weight * weight;
        }

        return sum > 0 ? (float)(1 / Math.Sqrt(sum)) : 0;
    }
}
