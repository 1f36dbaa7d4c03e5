namespace AssistantBot.Knowledge.Index;

/// <summary>For each term the entries it stands in with its saturated weight there, in three flat arrays.</summary>
internal sealed class PostingLists
{
    private readonly int[] _starts;
    private readonly int[] _entries;
    private readonly float[] _weights;

    private PostingLists(int[] starts, int[] entries, float[] weights)
    {
        _starts = starts;
        _entries = entries;
        _weights = weights;
    }

    public ReadOnlySpan<int> Entries(int term) => _entries.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);

    public ReadOnlySpan<float> Weights(int term) => _weights.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);

    /// <summary>A term's weight in an entry; 0 when it does not stand there.</summary>
    public float Weight(int term, int entry)
    {
        var position = Entries(term).BinarySearch(entry);
        return position < 0 ? 0 : Weights(term)[position];
    }

    /// <summary>Turns the weights by entry into lists by term.</summary>
    public static PostingLists Create(IReadOnlyList<(int Term, float Weight)[]> byEntry, int terms)
    {
        var starts = new int[terms + 1];
        foreach (var weights in byEntry)
        {
            foreach (var (term, _) in weights)
            {
                starts[term + 1]++;
            }
        }

        for (var term = 0; term < terms; term++)
        {
            starts[term + 1] += starts[term];
        }

        var next = starts.AsSpan(0, terms).ToArray();
        var entries = new int[starts[terms]];
        var values = new float[starts[terms]];
        for (var entry = 0; entry < byEntry.Count; entry++)
        {
            foreach (var (term, weight) in byEntry[entry])
            {
                entries[next[term]] = entry;
                values[next[term]++] = weight;
            }
        }

        return new PostingLists(starts, entries, values);
    }
}
