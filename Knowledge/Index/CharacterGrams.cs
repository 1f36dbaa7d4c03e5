namespace AssistantBot.Knowledge.Index;

/// <summary>Hashed character 3- and 4-grams of the content words of a text, for words that no analysis brings together.</summary>
internal static class CharacterGrams
{
    /// <summary>Adds the grams of one folded word, with a mark at both ends.</summary>
    public static void Add(string word, Dictionary<int, float> counts)
    {
        foreach (var gram in Of(word))
        {
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }
    }

    /// <summary>The grams of one folded word, with a mark at both ends.</summary>
    public static int[] Of(string word)
    {
        Span<char> padded = stackalloc char[Math.Min(word.Length, 40) + 2];
        padded[0] = ' ';
        word.AsSpan(0, padded.Length - 2).CopyTo(padded[1..]);
        padded[^1] = ' ';
        var grams = new int[Math.Max(0, padded.Length - 2) + Math.Max(0, padded.Length - 3)];
        var next = 0;
        for (var size = 3; size <= 4; size++)
        {
            for (var start = 0; start + size <= padded.Length; start++)
            {
                grams[next++] = Hash(padded.Slice(start, size));
            }
        }

        return grams;
    }

    /// <summary>FNV-1a: stable between processes, unlike string hash codes.</summary>
    private static int Hash(ReadOnlySpan<char> gram)
    {
        var hash = 2166136261u;
        foreach (var character in gram)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)hash;
    }
}
