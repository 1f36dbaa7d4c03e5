using System.Text;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Reads answers whose sentences begin with their citations, as the prompt asks, so that the passage is known before the first word. People see
/// each citation at the end of its sentence. A line that begins with none is left as it is.
/// </summary>
internal static partial class CitedFirst
{
    /// <summary>A whole answer, its citations at the ends of its sentences.</summary>
    public static string Settle(string text) => string.Join('\n', text.Split('\n').Select(SettleLine));

    /// <summary>The beginning of an answer: what is over, settled, and the sentence that is still being written.</summary>
    public static Draft Read(string text)
    {
        var lineStart = text.LastIndexOf('\n') + 1;
        var before = Settle(text[..lineStart]);
        var line = text[lineStart..];
        var marks = Segments(line);
        if (marks.Count == 0)
            return new Draft(OnlyMarks().IsMatch(line) ? before : before + line, "", "", "");
        var last = marks[^1];
        var over = (marks.Count > 1 ? before + SettleLine(line[..last.Index]) : before).TrimEnd();
        var joint = marks.Count > 1 ? " " : before[over.Length..] + line[..last.Index];
        var open = line[(last.Index + last.Length)..];
        // Whether a citation after a full stop ends this sentence or begins the next, only what follows tells.
        return new Draft(over, over.Length == 0 ? joint.TrimStart() : joint, last.Value, open[..^Undecided().Match(open).Length].TrimEnd());
    }

    /// <summary>A sentence with its citations before its full stop; those that it holds already are not repeated.</summary>
    public static string Place(string sentence, string marks)
    {
        var missing = string.Concat(Mark().Matches(marks).Select(mark => mark.Value).Distinct().Where(mark => !sentence.Contains(mark, StringComparison.Ordinal)));
        return missing.Length == 0 ? sentence : sentence.Insert(FullStop().Match(sentence).Index, " " + missing);
    }

    private static string SettleLine(string line)
    {
        var marks = Segments(line);
        if (marks.Count == 0)
            return line;
        var settled = new StringBuilder(line, 0, marks[0].Index, line.Length + 16);
        for (var i = 0; i < marks.Count; i++)
        {
            var start = marks[i].Index + marks[i].Length;
            var end = i + 1 < marks.Count ? marks[i + 1].Index : line.Length;
            settled.Append(i > 0 ? " " : "").Append(Place(line[start..end].TrimEnd(), marks[i].Value));
        }

        return settled.ToString();
    }

    /// <summary>Where the sentences of a line begin; none unless the line itself begins with a citation.</summary>
    private static List<Match> Segments(string line)
    {
        var marks = LeadingMarks().Matches(line).ToList();
        return marks.Count > 0 && BeginsALine().IsMatch(line[..marks[0].Index]) ? marks : [];
    }

    /// <summary>Citations at the beginning of a line or list item, or after a full stop, with words to follow.</summary>
    [GeneratedRegex(@"(?<=^\s*(?:(?:[-*+•]|\d{1,2}[.)])\s+)?|[.!?…:;](?:\s?[»""”)*_]){0,3}[ \u00A0\u202F])(?>(?:\[\d{1,9}\][ \u00A0\u202F]*)+)(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMarks();

    [GeneratedRegex(@"^\s*(?:(?:[-*+•]|\d{1,2}[.)])\s+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BeginsALine();

    [GeneratedRegex(@"^\s*(?:(?:[-*+•]|\d{1,2}[.)])\s*)?(?:\[\d{1,9}\]\s*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyMarks();

    [GeneratedRegex(@"(?:(?<=[.!?…:;](?:\s?[»""”)*_]){0,3})\s+(?:\[\d{1,9}\]\s*)+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Undecided();

    [GeneratedRegex(@"\[\d{1,9}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?:\s?[.!?…:;]+(?:\s?[»""”)*_]){0,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FullStop();
}
