using System.Numerics;
using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>The vectors of an index's entries, all of length one, and what closeness is worth among them. Immutable.</summary>
internal sealed class VectorIndex
{
    private readonly float[][] _vectors;
    private readonly int[] _entries;

    private VectorIndex(int dimensions, float[][] vectors, int[] entries, VectorConfidence? confidence)
    {
        Dimensions = dimensions;
        _vectors = vectors;
        _entries = entries;
        Confidence = confidence;
    }

    /// <summary>How many numbers a vector has.</summary>
    public int Dimensions { get; }

    /// <summary>What closeness is worth; null when the base has too few phrasings to tell.</summary>
    public VectorConfidence? Confidence { get; }

    /// <summary>Puts vectors beside the entries of an index. Entries whose text has no vector yet are found by words alone.</summary>
    /// <param name="index">The index.</param>
    /// <param name="vectors">Vectors by the hash of their text, all of the same length.</param>
    /// <returns>Null when no entry has a vector.</returns>
    public static VectorIndex? Build(KnowledgeIndex index, IReadOnlyDictionary<string, float[]> vectors)
    {
        if (vectors.Count == 0)
            return null;
        List<float[]> found = [];
        List<int> entries = [];
        for (var entry = 0; entry < index.Entries.Length; entry++)
        {
            foreach (var text in EntryTexts.Of(index.Entries[entry].Entry))
            {
                if (!vectors.TryGetValue(EntryTexts.Hash(text), out var vector))
                    continue;
                found.Add(Normalize(vector));
                entries.Add(entry);
            }
        }

        return found.Count == 0 ? null : new VectorIndex(found[0].Length, [.. found], [.. entries], VectorConfidence.Fit(index, found, entries));
    }

    /// <summary>The entries closest to a question among those that may be seen, closest first.</summary>
    public List<(int Entry, float Cosine)> Nearest(ReadOnlySpan<float> question, bool[] visible, int most)
    {
        var query = Normalize(question);
        var best = new Dictionary<int, float>();
        for (var i = 0; i < _vectors.Length; i++)
        {
            var entry = _entries[i];
            if (!visible[entry])
                continue;
            var cosine = Dot(query, _vectors[i]);
            if (!best.TryGetValue(entry, out var known) || cosine > known)
                best[entry] = cosine;
        }

        return [.. best.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(most).Select(pair => (pair.Key, pair.Value))];
    }

    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);
        var rest = Vector.Sum(sum);
        for (; i < left.Length; i++)
            rest += left[i] * right[i];
        return rest;
    }

    private static float[] Normalize(ReadOnlySpan<float> vector)
    {
        var length = MathF.Sqrt(Dot(vector, vector));
        var normal = new float[vector.Length];
        for (var i = 0; i < normal.Length; i++)
            normal[i] = length > 0 ? vector[i] / length : 0;
        return normal;
    }
}
