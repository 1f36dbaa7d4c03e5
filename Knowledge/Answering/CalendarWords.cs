using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>The months and days of the week that a text names, the same in both languages.</summary>
internal static partial class CalendarWords
{
    private static readonly FrozenDictionary<string, string> Names = new[]
    {
        "lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday", "samedi saturday", "dimanche sunday",
        "janvier january", "février fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july", "août aout august",
        "septembre september", "octobre october", "novembre november", "décembre decembre december",
    }.Select(names => names.Split(' ')).SelectMany(names => names.Select(name => (name, names[^1])))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, in English.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="verbs">Whether "may" and "march" count, which are verbs more often than months.</param>
    public static IEnumerable<string> In(string text, bool verbs) =>
        Word().Matches(text).Select(match => match.Groups[1].Value)
            .Where(word => verbs || !(word.Equals("may", StringComparison.OrdinalIgnoreCase) || word.Equals("march", StringComparison.OrdinalIgnoreCase)))
            .Select(word => Names.GetValueOrDefault(word)).OfType<string>();

    // A plural names the same day; "mars" is none.
    [GeneratedRegex(@"(?<!\p{L})(mars|\p{L}{3,9}?)s?(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
