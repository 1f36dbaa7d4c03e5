using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Makes an answer that was written elsewhere one that stands below a single heading.</summary>
internal static partial class AnswerMarkdown
{
    /// <summary>Turns HTML into Markdown and headings inside the answer into bold lines; a formula of a spreadsheet stays text.</summary>
    public static string Clean(string answer, ImportedDocument document, int place)
    {
        if (Tag().IsMatch(answer))
            answer = HtmlImport.ToMarkdown(answer, document, place);
        if (Formula().IsMatch(answer))
        {
            document.Warn(place, "The answer begins like a spreadsheet formula; it is kept as text and never computed.");
            answer = "\\" + answer;
        }

        answer = Underline().Replace(answer.ReplaceLineEndings("\n"), "$1\n");
        answer = Heading().Replace(answer, match => $"**{match.Groups[1].Value.Trim('#', '*', ' ')}**");
        return ProtectLabels(answer);
    }

    /// <summary>Escapes the colon of paragraphs that begin like a label, so that they stay part of the answer.</summary>
    public static string ProtectLabels(string answer) =>
        ParagraphStart().Replace(answer, match =>
            EntryLabels.TryReadLine(match.Value, out _, out _) ? match.Value.Insert(match.Value.IndexOf(':', StringComparison.Ordinal), "\\") : match.Value);

    [GeneratedRegex(@"<(?:!--|/?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|td|tr|u|ul|script|style)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[=@]|^[+-](?=[A-Za-z(@=])", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(^.*\S.*\n) {0,3}(?:=+|-+)[ \t]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Underline();

    [GeneratedRegex(@"(?<=\A|\n[ \t]*\n)[^\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex ParagraphStart();
}
