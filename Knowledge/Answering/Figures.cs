using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>One spelling for figures, whether written as digits or as words.</summary>
internal static partial class Figures
{
    private static readonly FrozenDictionary<string, int> Words = new (int Value, string Words)[]
    {
        (0, "zéro zero"), (1, "un une one a an"), (2, "deux two"), (3, "trois three"), (4, "quatre four"), (5, "cinq five"), (6, "six"),
        (7, "sept seven"), (8, "huit eight"), (9, "neuf nine"), (10, "dix ten"), (11, "onze eleven"), (12, "douze twelve midi noon"),
        (13, "treize thirteen"), (14, "quatorze fourteen"), (15, "quinze fifteen"), (16, "seize sixteen"), (20, "vingt twenty"),
        (30, "trente thirty"), (40, "quarante forty"), (50, "cinquante fifty"), (60, "soixante sixty"), (70, "seventy"), (80, "eighty"),
        (90, "ninety"), (100, "cent hundred"), (1000, "mille thousand"),
    }.SelectMany(number => number.Words.Split(' ').Select(word => (word, number.Value)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Value);

    /// <summary>The figures of a text that are written as digits, in their order.</summary>
    public static IEnumerable<string> In(string text) => Figure().Matches(text).Select(match => Normalize(match.Value));

    /// <summary>The value of a number written as a word; null when it is none.</summary>
    public static string? ValueOf(string word) =>
        Words.TryGetValue(word.ToLowerInvariant(), out var value) ? value.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A figure without group separators, with a point for decimals.</summary>
    public static string Normalize(string figure)
    {
        var digits = GroupSeparator().Replace(figure, "").Replace(',', '.').TrimEnd('.');
        digits = digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
        var plain = digits.TrimStart('0');
        return plain.Length == 0 || plain[0] == '.' ? "0" + plain : plain;
    }

    [GeneratedRegex(@"\d+(?:[\u00A0\u202F ,.]\d{3}(?!\d))*(?:[.,]\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@"[\u00A0\u202F ]|[,.](?=\d{3}(?!\d))", RegexOptions.CultureInvariant)]
    private static partial Regex GroupSeparator();
}
