using System.Text;

namespace AssistantBot.Knowledge.Text;

/// <summary>
/// Cuts French and English text into folded, stemmed words. One analysis for indexing, questions and triage,
/// so that what matches in one place matches in the others. Thread-safe; never throws for odd text.
/// </summary>
public static class TextAnalyzer
{
    /// <summary>Words longer than this are cut: they are pasted data, not language.</summary>
    public const int LongestWord = 64;

    private static readonly HashSet<string> ElidedPrefixes = new(StringComparer.Ordinal)
    {
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
    };

    private static readonly HashSet<string> EnglishSuffixes = new(StringComparer.Ordinal)
    {
        "s", "m", "re", "ve", "ll", "d",
    };

    // Words whose apostrophe is part of them, and prefixes that make one word with what follows the hyphen.
    private static readonly HashSet<string> ApostropheCompounds = new(StringComparer.Ordinal)
    {
        "aujourd", "prud", "quelqu", "presqu", "o", "entr",
    };

    private static readonly HashSet<string> HyphenCompounds = new(StringComparer.Ordinal)
    {
        "e", "wi", "co", "re", "pre", "rendez", "hi", "anti",
    };

    /// <summary>The words of a text, in order.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is analysed as French.</param>
    public static IReadOnlyList<TextToken> Analyze(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<TextToken>(Math.Min(text.Length / 5, 512) + 1);
        var word = new StringBuilder(32);
        var english = IsEnglish(language);
        var position = 0;
        while (position < text.Length)
        {
            if (!TextFolding.IsWordCharacter(text[position]))
            {
                position++;
                continue;
            }

            position = ReadWord(text, position, word, english, tokens);
        }

        return tokens;
    }

    /// <summary>The stem of one folded word.</summary>
    /// <param name="folded">A word as <see cref="TextFolding.Fold"/> gives it.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public static string Stem(string folded, string language) =>
        IsEnglish(language) ? EnglishStemmer.Stem(folded) : FrenchStemmer.Stem(folded);

    /// <summary>True when the folded word says nothing about the subject of a text.</summary>
    /// <param name="folded">A word as <see cref="TextFolding.Fold"/> gives it.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public static bool IsStopWord(string folded, string language) =>
        (IsEnglish(language) ? StopWords.English : StopWords.French).Contains(folded);

    internal static bool IsEnglish(string language) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    private static int ReadWord(string text, int start, StringBuilder word, bool english, List<TextToken> tokens)
    {
        word.Clear();
        var position = start;
        var wordStart = start;
        while (position < text.Length)
        {
            var character = text[position];
            if (TextFolding.IsWordCharacter(character))
            {
                if (word.Length < LongestWord)
                {
                    TextFolding.AppendFolded(word, character);
                }

                position++;
                continue;
            }

            var joins = position + 1 < text.Length && TextFolding.IsWordCharacter(text[position + 1]);
            if (joins && TextFolding.IsApostrophe(character))
            {
                var before = word.ToString();
                if (ElidedPrefixes.Contains(before) && !(english && EnglishContraction(text, position)))
                {
                    word.Clear();
                    wordStart = ++position;
                    continue;
                }

                if (ApostropheCompounds.Contains(before) || IsNegation(text, position))
                {
                    position++;
                    continue;
                }

                Add(tokens, word, wordStart, position, english);
                return SkipEnglishSuffix(text, position + 1);
            }

            if (joins && TextFolding.IsHyphen(character) && HyphenCompounds.Contains(word.ToString()))
            {
                position++;
                continue;
            }

            break;
        }

        Add(tokens, word, wordStart, position, english);
        return position;
    }

    /// <summary>"can't" and "don't" stay one word ("cant", "dont"), which the stop words know.</summary>
    private static bool IsNegation(string text, int apostrophe) =>
        text[apostrophe - 1] is 'n' or 'N' && text[apostrophe + 1] is 't' or 'T'
        && (apostrophe + 2 >= text.Length || !TextFolding.IsWordCharacter(text[apostrophe + 2]));

    private static bool EnglishContraction(string text, int apostrophe)
    {
        var end = EndOfWord(text, apostrophe + 1);
        return EnglishSuffixes.Contains(TextFolding.Fold(text[(apostrophe + 1)..end]));
    }

    private static int SkipEnglishSuffix(string text, int start)
    {
        var end = EndOfWord(text, start);
        return end - start <= 2 && EnglishSuffixes.Contains(TextFolding.Fold(text[start..end])) ? end : start;
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && TextFolding.IsWordCharacter(text[end]))
        {
            end++;
        }

        return end;
    }

    private static void Add(List<TextToken> tokens, StringBuilder word, int start, int end, bool english)
    {
        if (word.Length == 0)
        {
            return;
        }

        var folded = word.ToString();
        var stop = (english ? StopWords.English : StopWords.French).Contains(folded);
        var stem = english ? EnglishStemmer.Stem(folded) : FrenchStemmer.Stem(folded);
        tokens.Add(new TextToken(folded, stem, stop, start, end - start));
    }
}
