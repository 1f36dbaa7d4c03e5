using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>A figure with what it counts: "25 jours ouvrés", "€20".</summary>
/// <param name="Value">The figure in one spelling: no group separators, a point for decimals.</param>
/// <param name="Unit">What it counts, the same in both languages: <c>day</c>, <c>euro</c>...</param>
/// <param name="Text">As its author wrote it.</param>
internal readonly partial record struct Measure(string Value, string Unit, string Text)
{
    private static readonly FrozenDictionary<string, string> Units = new (string Unit, string Words)[]
    {
        ("minute", "minute minutes min"), ("hour", "heure heures h hour hours"), ("day", "jour jours j day days"), ("week", "semaine semaines week weeks"),
        ("month", "mois month months"), ("year", "an ans année années year years"), ("euro", "€ euro euros eur"), ("dollar", "$ dollar dollars usd"),
        ("pound", "£ pound pounds gbp"), ("percent", "% percent pourcent"), ("km", "km kilomètre kilomètres kilometre kilometres"), ("kg", "kg kilo kilos"),
    }.SelectMany(unit => unit.Words.Split(' ').Select(word => (word, unit.Unit)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Unit, StringComparer.OrdinalIgnoreCase);

    /// <summary>The measures of a text, in their order.</summary>
    public static IEnumerable<Measure> In(string text)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            var number = match.Groups["number"].Value;
            var value = char.IsDigit(number[0]) ? Figures.Normalize(number) : Figures.ValueOf(number);
            if (value is not null && Units.TryGetValue(match.Groups["unit"].Value, out var unit))
                yield return new Measure(value, unit, match.Value.Trim());
        }
    }

    // A word may stand between: "25 working days", "two full weeks".
    [GeneratedRegex(
        @"(?<![\p{L}\d.,])(?:(?<unit>[€$£])\s?(?<number>\d+(?:[\u00A0\u202F ,.]\d{3}(?!\d))*(?:[.,]\d+)?)"
        + @"|(?<number>\d+(?:[\u00A0\u202F ,.]\d{3}(?!\d))*(?:[.,]\d+)?|\p{L}{2,12})[\s\u00A0\u202F-]?(?:(?:working|business|calendar|full|whole|paid)[ \u00A0])?"
        + @"(?<unit>[€$£%]|\p{L}{1,11})(?:[ \u00A0](?:ouvrés|ouvrables|calendaires))?(?![\p{L}\d]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
