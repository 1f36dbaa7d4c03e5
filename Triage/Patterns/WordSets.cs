using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Patterns;

/// <summary>The words and phrases of a pattern file, found in a message in one pass.</summary>
internal sealed class WordSets
{
    private const int ShortestForgiven = 5;
    private const int ShortestPrefix = 3;

    private readonly List<string> _names = [];
    private readonly Dictionary<string, List<(int Set, string[] Following, bool OpenEnd)>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Set, string[] Following, bool OpenEnd)>> _byPrefix = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _deletions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    /// <summary>The number of a set, created when new.</summary>
    public int Named(string name)
    {
        var set = _names.IndexOf(name);
        if (set < 0)
        {
            set = _names.Count;
            _names.Add(name);
        }

        return set;
    }

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Adds a phrase to a set; a star at its end stands for any ending.</summary>
    public void Add(int set, string phrase)
    {
        var openEnd = phrase.EndsWith('*');
        var words = MessageText.Fold(phrase).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        var target = openEnd && words.Length == 1 ? _byPrefix : _byWord;
        if (!target.TryGetValue(words[0], out var entries))
        {
            target[words[0]] = entries = [];
        }

        entries.Add((set, words[1..], openEnd));
        if (target == _byWord && words[0].Length >= ShortestForgiven)
        {
            AddDeletions(words[0]);
        }
    }

    /// <summary>A correct word that must not be taken for another with one wrong letter.</summary>
    public void Protect(string word) => _known.Add(MessageText.Fold(word));

    /// <summary>For each word of a message, the phrases that begin there.</summary>
    public List<WordHit>[] Find(MessageText text)
    {
        var found = new List<WordHit>[text.Tokens.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = [];
            var word = text.Word(i).ToString();
            if (_byWord.TryGetValue(word, out var entries))
            {
                Collect(text, i, entries, found[i]);
            }
            else if (word.Length >= ShortestForgiven - 1 && !_known.Contains(word) && !text.Tokens[i].IsNumber)
            {
                foreach (var near in Near(word))
                {
                    Collect(text, i, _byWord[near], found[i]);
                }
            }

            for (var length = ShortestPrefix; length <= word.Length; length++)
            {
                if (_byPrefix.TryGetValue(word[..length], out entries))
                {
                    Collect(text, i, entries, found[i]);
                }
            }
        }

        return found;
    }

    private static void Collect(
        MessageText text, int first, List<(int Set, string[] Following, bool OpenEnd)> entries, List<WordHit> hits)
    {
        foreach (var (set, rest, openEnd) in entries)
        {
            if (first + rest.Length < text.Tokens.Length && Follows(text, first, rest, openEnd))
            {
                var hit = new WordHit(set, rest.Length + 1);
                if (!hits.Contains(hit))
                {
                    hits.Add(hit);
                }
            }
        }
    }

    private static bool Follows(MessageText text, int first, string[] rest, bool openEnd)
    {
        for (var r = 0; r < rest.Length; r++)
        {
            var word = text.Word(first + 1 + r);
            var matches = word.SequenceEqual(rest[r])
                || (openEnd && r == rest.Length - 1 && word.StartsWith(rest[r]))
                || (rest[r].Length >= ShortestForgiven && OneEditApart(word, rest[r]));
            if (!matches || text.Tokens[first + 1 + r].Sentence != text.Tokens[first].Sentence)
            {
                return false;
            }
        }

        return true;
    }

    private void AddDeletions(string word)
    {
        foreach (var shorter in Deletions(word).Append(word))
        {
            if (!_deletions.TryGetValue(shorter, out var words))
            {
                _deletions[shorter] = words = [];
            }

            if (!words.Contains(word))
            {
                words.Add(word);
            }
        }
    }

    private List<string> Near(string word)
    {
        var near = new List<string>();
        foreach (var shorter in Deletions(word).Append(word))
        {
            if (_deletions.TryGetValue(shorter, out var words))
            {
                foreach (var candidate in words)
                {
                    if (!near.Contains(candidate) && OneEditApart(word, candidate))
                    {
                        near.Add(candidate);
                    }
                }
            }
        }

        return near;
    }

    private static IEnumerable<string> Deletions(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            yield return word.Remove(i, 1);
        }
    }

    /// <summary>True when one letter was added, left out, changed, or swapped with its neighbour.</summary>
    internal static bool OneEditApart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var swap = a;
            a = b;
            b = swap;
        }

        if (b.Length - a.Length > 1)
        {
            return false;
        }

        var start = a.CommonPrefixLength(b);
        if (start == a.Length)
        {
            return true;
        }

        if (a.Length < b.Length)
        {
            return a[start..].SequenceEqual(b[(start + 1)..]);
        }

        return a[(start + 1)..].SequenceEqual(b[(start + 1)..])
            || (start + 1 < a.Length && a[start] == b[start + 1] && a[start + 1] == b[start]
                && a[(start + 2)..].SequenceEqual(b[(start + 2)..]));
    }
}
