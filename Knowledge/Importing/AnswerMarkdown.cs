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

        return ProtectLabels(WithoutHeadings(answer.ReplaceLineEndings("\n")));
    }

    // Line by line, because expressions that look for whole lines take the square of a long one.
    private static string WithoutHeadings(string answer)
    {
        var lines = answer.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            // Four spaces make code of it.
            if (lines[index].StartsWith("    ", StringComparison.Ordinal))
                continue;
            var text = lines[index].Trim();
            if (index > 0 && lines[index - 1].AsSpan().Trim().Length > 0 && Underline().IsMatch(text))
                lines[index] = "";
            else if (HeadingStart().Match(text) is { Success: true } mark && text[mark.Length..].Trim('#', '*', ' ', '\t') is { Length: > 0 } title)
                lines[index] = $"**{title}**";
        }

        return string.Join('\n', lines);
    }

    /// <summary>A question, a phrasing or a short line: without the HTML that another program wrote it in.</summary>
    public static string Line(string text, ImportedDocument document, int place) => Tag().IsMatch(text) ? HtmlImport.ToText(text, document, place) : text;

    /// <summary>Escapes the colon of paragraphs that begin like a label, so that they stay part of the answer.</summary>
    public static string ProtectLabels(string answer) =>
        ParagraphStart().Replace(answer, match =>
            EntryLabels.TryReadLine(match.Value, out _, out _) ? match.Value.Insert(match.Value.IndexOf(':', StringComparison.Ordinal), "\\") : match.Value);

    [GeneratedRegex(@"<(?:!--|/?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|table|td|tr|u|ul|script|style)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[=@]|^[+-](?=[A-Za-z(@=])", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^#{1,6}[ \t]+", RegexOptions.CultureInvariant)]
    private static partial Regex HeadingStart();

    [GeneratedRegex(@"^(?:=+|-+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Underline();

    [GeneratedRegex(@"(?<=\A|\n[ \t]*\n)[^\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex ParagraphStart();
}
