namespace AssistantBot.Knowledge.Index;

/// <summary>Numbers the character grams of a base while it is read, and counts them text by text.</summary>
internal sealed class GramCounter
{
    private readonly Dictionary<int, int> _ids = [];
    private readonly Dictionary<string, int[]> _words = new(StringComparer.Ordinal);
    private readonly List<byte> _counts = [];
    private readonly List<int> _texts = [];
    private readonly List<int> _touched = [];

    /// <summary>Counts the grams of a folded word for the text under way.</summary>
    public void Add(string word)
    {
        if (!_words.TryGetValue(word, out var grams))
        {
            _words.Add(word, grams = [.. CharacterGrams.Of(word).Select(Number)]);
        }

        foreach (var gram in grams)
        {
            if (_counts[gram] == 0)
            {
                _touched.Add(gram);
            }

            _counts[gram] = (byte)Math.Min(byte.MaxValue, _counts[gram] + 1);
        }
    }

    /// <summary>Ends the text under way.</summary>
    /// <param name="isEntry">True for the whole of an entry, from which the grams' rarity is taken.</param>
    public (int[] Grams, byte[] Counts) Take(bool isEntry)
    {
        var taken = (_touched.ToArray(), _touched.ConvertAll(gram => _counts[gram]).ToArray());
        foreach (var gram in _touched)
        {
            _texts[gram] += isEntry ? 1 : 0;
            _counts[gram] = 0;
        }

        _touched.Clear();
        return taken;
    }

    /// <summary>All grams seen, weighed by rarity.</summary>
    /// <param name="entries">How many entries there are.</param>
    public GramSpace Weigh(int entries) => new(_ids, [.. _texts.Select(texts => texts == 0 ? 0 : MathF.Log(1 + (entries / (float)texts)))]);

    private int Number(int hash)
    {
        if (!_ids.TryGetValue(hash, out var id))
        {
            _ids.Add(hash, id = _counts.Count);
            _counts.Add(0);
            _texts.Add(0);
        }

        return id;
    }
}
