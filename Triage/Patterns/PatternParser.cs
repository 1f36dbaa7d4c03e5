using System.Globalization;

namespace AssistantBot.Triage.Patterns;

/// <summary>
/// Reads pattern files. <c>@set = phrase, phrase</c> names a word set; <c>outcome = &lt;set&gt; word|word .. [word] $</c>
/// is a pattern: <c>..</c> skips up to three words, <c>..8</c> up to eight, <c>^</c> and <c>$</c> are the ends of a
/// sentence, square brackets mark what may be left out.
/// </summary>
internal static class PatternParser
{
    private const int DefaultGap = 3;

    /// <exception cref="TriageDataException">A line cannot be read.</exception>
    public static PatternBook Parse(string file, string content)
    {
        var sets = new WordSets();
        var patterns = new List<Pattern>();
        var number = 0;
        foreach (var raw in content.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new TriageDataException(file, number, "expected \"name = words\"");
            }

            var name = line[..equals].Trim();
            var value = line[(equals + 1)..].Trim();
            if (name == "@known")
            {
                foreach (var word in Phrases(value))
                {
                    sets.Protect(word);
                }
            }
            else if (name[0] == '@')
            {
                var set = sets.Named(name[1..]);
                foreach (var phrase in Phrases(value))
                {
                    sets.Add(set, phrase);
                }
            }
            else
            {
                AddPatterns(file, number, name, Elements(file, number, value, sets), patterns);
            }
        }

        return new PatternBook(sets, patterns);
    }

    private static string[] Phrases(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static PatternElement[] Elements(string file, int number, string value, WordSets sets) =>
        [.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => Element(file, number, part, sets))];

    /// <summary>Adds a pattern; one that begins with words that may be left out is added once with and once without them.</summary>
    private static void AddPatterns(string file, int number, string name, PatternElement[] elements, List<Pattern> patterns)
    {
        var first = elements.Length > 0 && elements[0].Kind == ElementKind.SentenceStart ? 1 : 0;
        if (first >= elements.Length || elements[first].Kind != ElementKind.Words)
        {
            throw new TriageDataException(file, number, "a pattern must begin with a word");
        }

        var begin = elements[first];
        if (begin.Optional)
        {
            AddPatterns(file, number, name, [.. elements[..first], .. elements[(first + 1)..]], patterns);
            elements[first] = begin with { Optional = false };
        }

        patterns.Add(new Pattern(name, elements));
    }

    private static PatternElement Element(string file, int number, string part, WordSets sets)
    {
        if (part == "^")
        {
            return new PatternElement(ElementKind.SentenceStart);
        }

        if (part == "$")
        {
            return new PatternElement(ElementKind.SentenceEnd);
        }

        if (part.StartsWith("..", StringComparison.Ordinal))
        {
            return int.TryParse(part.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var gap)
                ? new PatternElement(ElementKind.Gap, Gap: gap)
                : new PatternElement(ElementKind.Gap, Gap: DefaultGap);
        }

        if (part[0] == '[' && part[^1] == ']')
        {
            return Element(file, number, part[1..^1], sets) with { Optional = true };
        }

        if (part[0] == '<' && part[^1] == '>')
        {
            return sets.Contains(part[1..^1])
                ? new PatternElement(ElementKind.Words, sets.Named(part[1..^1]))
                : throw new TriageDataException(file, number, $"no set {part} is named above");
        }

        var words = sets.Named(part);
        foreach (var word in part.Split('|'))
        {
            sets.Add(words, word.Replace('_', ' '));
        }

        return new PatternElement(ElementKind.Words, words);
    }
}
