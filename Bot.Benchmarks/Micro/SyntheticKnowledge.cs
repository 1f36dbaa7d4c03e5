using AssistantBot.Knowledge;

namespace AssistantBot.Benchmarks.Micro;

/// <summary>Knowledge bases of any size, with words as unevenly frequent as in real ones; the same for the same seed.</summary>
internal sealed class SyntheticKnowledge(int seed)
{
    private const int Words = 8000;
    private static readonly string[] Syllables = ["ta", "mi", "ro", "con", "ge", "li", "sal", "por", "vi", "ment", "tion", "bur", "eau", "dos", "sier", "pa", "ni", "ex", "che", "lou"];

    private readonly Random _random = new(seed);
    private readonly string[] _words = [.. Enumerable.Range(0, Words).Select(Word).Distinct()];

    /// <summary>A base of so many entries.</summary>
    public KnowledgeBase Base(int entries) => new($"synthetic-{entries}", [.. Enumerable.Range(0, entries).Select(Entry)]);

    /// <summary>Questions of the kind that are asked of it.</summary>
    public IReadOnlyList<string> Questions(int count) => [.. Enumerable.Range(0, count).Select(_ => $"Comment {Text(3 + _random.Next(6))} ?")];

    private static string Word(int index)
    {
        var word = "";
        for (var rest = index + 20; rest > 0; rest /= Syllables.Length)
            word += Syllables[rest % Syllables.Length];
        return word;
    }

    private KnowledgeEntry Entry(int index) => new()
    {
        Id = $"entry-{index}",
        Language = index % 2 == 0 ? "fr" : "en",
        Question = $"Comment {Text(4 + _random.Next(5))} ?",
        AlsoAsked = [Text(4), Text(5)],
        Answer = Text(60),
        Groups = [Text(1)],
        Source = "Synthetic",
        Audience = Audience.All,
    };

    // Zipf's law, roughly: the square of an even draw favours the first words.
    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _words[(int)(_words.Length * Math.Pow(_random.NextDouble(), 2.5))]));
}
