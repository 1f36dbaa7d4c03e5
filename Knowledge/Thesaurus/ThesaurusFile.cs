using System.Globalization;

namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>
/// Reads thesaurus files. A concept is
/// <code>
/// [annual-leave] * 0.8 > absence, public-holiday
/// fr: congé, vacances, ~poser
/// en: leave, holiday, time off
/// </code>
/// where <c>* 0.8</c> (a weight) and <c>&gt; ...</c> (related concepts) are optional, <c>~</c> declares an ambiguous term,
/// several <c>fr:</c> or <c>en:</c> lines add up, <c>#</c> starts a comment line, and <c>[+annual-leave]</c> adds terms and relations to a concept that another file or place defines.
/// </summary>
public static class ThesaurusFile
{
    private const float DefaultWeight = 1;

    /// <summary>Reads the concepts of one file.</summary>
    /// <param name="name">File name for messages.</param>
    /// <param name="text">Content of the file.</param>
    /// <exception cref="ThesaurusFormatException">A line does not fit the format, or a concept lacks a language.</exception>
    public static IReadOnlyList<Concept> Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var concepts = new List<Concept>();
        Builder? current = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                Finish(current, concepts, name);
                current = Header(name, number, line);
            }
            else if (current is null)
            {
                throw Error(name, number, "a term stands before the first [concept]");
            }
            else if (line.StartsWith("fr:", StringComparison.Ordinal))
            {
                AddTerms(current.French, line[3..]);
            }
            else if (line.StartsWith("en:", StringComparison.Ordinal))
            {
                AddTerms(current.English, line[3..]);
            }
            else
            {
                throw Error(name, number, "expected [concept], fr: or en:");
            }
        }

        Finish(current, concepts, name);
        return concepts;
    }

    private static Builder Header(string name, int number, string line)
    {
        var close = line.IndexOf(']', StringComparison.Ordinal);
        if (close < 2)
        {
            throw Error(name, number, "a concept needs a name in square brackets");
        }

        var rest = line[(close + 1)..];
        var arrow = rest.IndexOf('>', StringComparison.Ordinal);
        string[] related = arrow < 0 ? [] : rest[(arrow + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var weightText = (arrow < 0 ? rest : rest[..arrow]).Trim();
        var weight = DefaultWeight;
        if (weightText.Length > 0
            && (weightText[0] != '*' || !float.TryParse(weightText[1..], NumberStyles.Float, CultureInfo.InvariantCulture, out weight) || weight is <= 0 or > 1))
        {
            throw Error(name, number, "the weight is written '* 0.5', above 0 and at most 1");
        }

        return new Builder(line[1..close].Trim(), number, weight, related);
    }

    private static void AddTerms(List<ConceptTerm> terms, string line)
    {
        foreach (var term in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            terms.Add(term[0] == '~' ? new ConceptTerm(term[1..].Trim(), true) : new ConceptTerm(term, false));
        }
    }

    private static void Finish(Builder? builder, List<Concept> concepts, string name)
    {
        if (builder is null)
        {
            return;
        }

        if (!builder.Id.StartsWith('+') && (builder.French.Count == 0 || builder.English.Count == 0))
        {
            throw Error(name, builder.Line, $"concept [{builder.Id}] needs terms in both languages");
        }

        concepts.Add(new Concept(builder.Id, builder.Weight, builder.French, builder.English, builder.Related));
    }

    private static ThesaurusFormatException Error(string name, int line, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}({line}): {reason}"));

    private sealed record Builder(string Id, int Line, float Weight, IReadOnlyList<string> Related)
    {
        public List<ConceptTerm> French { get; } = [];

        public List<ConceptTerm> English { get; } = [];
    }
}
