namespace AssistantBot.Knowledge.Index;

/// <summary>Finds the known words close to a misspelt one, by shared character trigrams and then by edit distance.</summary>
internal sealed class SpellIndex
{
    private const int ShortestWord = 4;

    /// <summary>Up to this length a word has many neighbours that mean something else.</summary>
    private const int ShortWord = 6;
    private readonly string[] _words;
    private readonly Dictionary<int, int[]> _byGram;

    public SpellIndex(IEnumerable<string> words)
    {
        _words = [.. words.Where(word => word.Length >= ShortestWord && !char.IsAsciiDigit(word[0])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var lists = new Dictionary<int, List<int>>();
        for (var index = 0; index < _words.Length; index++)
        {
            foreach (var gram in Grams(_words[index]))
            {
                if (!lists.TryGetValue(gram, out var list))
                {
                    lists.Add(gram, list = []);
                }

                list.Add(index);
            }
        }

        _byGram = lists.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <summary>The closest known word within the distance a typing error explains, or null.</summary>
    public (string Word, int Distance)? Closest(string word)
    {
        if (word.Length < ShortestWord || word.Length > 30)
        {
            return null;
        }

        var allowed = word.Length < 8 ? 1 : 2;
        var counts = new Dictionary<int, int>();
        var grams = Grams(word);
        foreach (var gram in grams)
        {
            if (_byGram.TryGetValue(gram, out var list))
            {
                foreach (var index in list)
                {
                    counts[index] = counts.GetValueOrDefault(index) + 1;
                }
            }
        }

        // An edit destroys at most three trigrams, a swap four.
        var least = Math.Max(1, grams.Count - (4 * allowed));
        (string Word, int Distance)? best = null;
        var bestShared = 0;
        foreach (var (index, shared) in counts)
        {
            var candidate = _words[index];
            if (shared < least || Math.Abs(candidate.Length - word.Length) > allowed)
            {
                continue;
            }

            var distance = Distance(word, candidate, allowed);
            if (distance > allowed || !IsLikely(word, candidate, distance))
            {
                continue;
            }

            if (best is null || distance < best.Value.Distance || (distance == best.Value.Distance && (shared > bestShared
                || (shared == bestShared && string.CompareOrdinal(candidate, best.Value.Word) < 0))))
            {
                best = (candidate, distance);
                bestShared = shared;
            }
        }

        return best;
    }

    /// <summary>
    /// False where chance explains the resemblance better than a slip: a short word is one letter away from many others, the first letter is
    /// rarely the wrong one, and a vowel seldom stands for a consonant.
    /// </summary>
    private static bool IsLikely(string word, string candidate, int distance)
    {
        if (distance > 1)
            return candidate[0] == word[0];
        if (word.Length > ShortWord || IsSwap(word, candidate))
            return true;
        return word.Length > ShortestWord && candidate[0] == word[0] && IsSameKind(word, candidate);
    }

    private static bool IsSwap(string word, string candidate) =>
        word.Length == candidate.Length && word.Order().SequenceEqual(candidate.Order());

    /// <summary>True unless a letter was replaced by one of the other kind.</summary>
    private static bool IsSameKind(string word, string candidate)
    {
        var at = word.AsSpan().CommonPrefixLength(candidate);
        return word.Length != candidate.Length || IsVowel(word[at]) == IsVowel(candidate[at]);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>The edit distance where swapping neighbours is one edit; anything above <paramref name="limit"/> is reported as more than it.</summary>
    public static int Distance(string left, string right, int limit)
    {
        var width = right.Length + 1;
        Span<int> before = stackalloc int[width];
        Span<int> previous = stackalloc int[width];
        Span<int> current = stackalloc int[width];
        for (var column = 0; column < width; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            var least = row;
            for (var column = 1; column < width; column++)
            {
                var same = left[row - 1] == right[column - 1];
                var cost = Math.Min(Math.Min(previous[column], current[column - 1]) + 1, previous[column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    cost = Math.Min(cost, before[column - 2] + 1);
                }

                current[column] = cost;
                least = Math.Min(least, cost);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            previous.CopyTo(before);
            current.CopyTo(previous);
        }

        return previous[width - 1];
    }

    private static HashSet<int> Grams(string word)
    {
        var grams = new HashSet<int>();
        var padded = $" {word} ";
        for (var start = 0; start + 3 <= padded.Length; start++)
        {
            grams.Add((padded[start] * 65537) ^ (padded[start + 1] * 257) ^ padded[start + 2]);
        }

        return grams;
    }
}
