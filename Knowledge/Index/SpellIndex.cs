using System.Numerics;

namespace AssistantBot.Knowledge.Index;

/// <summary>
/// Finds the known words close to a misspelt one: words of about the same length, sifted by which letters they have, then by edit distance.
/// Immutable; nothing is allocated by a search.
/// </summary>
internal sealed class SpellIndex
{
    private const int ShortestWord = 4;
    private const int LongestWord = 30;

    /// <summary>From this length two slips are believed.</summary>
    private const int LongWord = 8;

    /// <summary>Up to this length a word has many neighbours that mean something else.</summary>
    private const int ShortWord = 6;

    /// <summary>By length: the words in order, and for each the set of its letters.</summary>
    private readonly string[][] _words = new string[LongestWord + 3][];
    private readonly uint[][] _letters = new uint[LongestWord + 3][];

    public SpellIndex(IEnumerable<string> words)
    {
        var known = words.Where(word => word.Length is >= ShortestWord and <= LongestWord + 2 && !char.IsAsciiDigit(word[0]))
            .Distinct(StringComparer.Ordinal).ToLookup(word => word.Length);
        for (var length = 0; length < _words.Length; length++)
        {
            _words[length] = [.. known[length]];
            Array.Sort(_words[length], StringComparer.Ordinal);
            _letters[length] = Array.ConvertAll(_words[length], Letters);
        }
    }

    /// <summary>The closest known word within the distance a typing error explains, or null.</summary>
    public (string Word, int Distance)? Closest(string word)
    {
        if (word.Length is < ShortestWord or > LongestWord)
        {
            return null;
        }

        var allowed = word.Length < LongWord ? 1 : 2;
        var letters = Letters(word);
        (string Word, int Distance)? best = null;
        var bestShared = 0;
        for (var length = word.Length - allowed; length <= word.Length + allowed; length++)
        {
            var sets = _letters[length];
            for (var index = 0; index < sets.Length; index++)
            {
                // One edit brings in at most one letter and takes out at most one.
                var difference = sets[index] ^ letters;
                if (difference != 0 && (BitOperations.PopCount(difference & letters) > allowed || BitOperations.PopCount(difference & sets[index]) > allowed))
                {
                    continue;
                }

                var candidate = _words[length][index];
                var limit = candidate[0] == word[0] ? Math.Min(allowed, best?.Distance ?? allowed) : 1;
                var distance = Distance(word, candidate, limit);
                if (distance > limit || !IsLikely(word, candidate, distance) || Shared(word, candidate) is not (> 0 and var shared))
                {
                    continue;
                }

                if (best is not { } found || distance < found.Distance || (distance == found.Distance && (shared > bestShared
                    || (shared == bestShared && string.CompareOrdinal(candidate, found.Word) < 0))))
                {
                    best = (candidate, distance);
                    bestShared = shared;
                }
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

    /// <summary>True when the one edit between the words is a swap of neighbours.</summary>
    private static bool IsSwap(string word, string candidate)
    {
        var at = word.AsSpan().CommonPrefixLength(candidate);
        return word.Length == candidate.Length && (at == word.Length || (at + 1 < word.Length && word[at] == candidate[at + 1] && word[at + 1] == candidate[at]));
    }

    /// <summary>True unless a letter was replaced by one of the other kind.</summary>
    private static bool IsSameKind(string word, string candidate)
    {
        var at = word.AsSpan().CommonPrefixLength(candidate);
        return word.Length != candidate.Length || IsVowel(word[at]) == IsVowel(candidate[at]);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>The edit distance where swapping neighbours is one edit; anything above <paramref name="limit"/> is reported as more than it.</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
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

            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return previous[width - 1];
    }

    /// <summary>How many different trigrams of the word the candidate has too, their ends marked.</summary>
    private static int Shared(string word, string candidate)
    {
        Span<char> left = stackalloc char[word.Length + 2];
        Span<char> right = stackalloc char[candidate.Length + 2];
        left[0] = left[^1] = right[0] = right[^1] = ' ';
        word.CopyTo(left[1..]);
        candidate.CopyTo(right[1..]);
        var shared = 0;
        for (var start = 0; start + 3 <= left.Length; start++)
        {
            var gram = left.Slice(start, 3);
            shared += left.IndexOf(gram) == start && right.IndexOf(gram) >= 0 ? 1 : 0;
        }

        return shared;
    }

    /// <summary>The letters of a word as a set; other characters share what bits are left.</summary>
    private static uint Letters(string word)
    {
        var letters = 0u;
        foreach (var character in word)
        {
            letters |= 1u << (char.IsAsciiLetterLower(character) ? character - 'a' : 26 + (character % 6));
        }

        return letters;
    }
}
