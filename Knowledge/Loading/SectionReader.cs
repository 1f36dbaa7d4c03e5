using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Separates labelled lines and comments from the text of a section, and removes HTML.</summary>
internal sealed partial class SectionReader(string text, Action<int, KnowledgeProblemSeverity, string> report)
{
    private const int LongestAddress = 2_000;
    private const string ImageLeftOut = "An image was left out, and the text that describes it: no answer shows images. Write what it says.";

    /// <summary>Reads <paramref name="section"/>.</summary>
    public SectionContent Read(MarkdownSection section)
    {
        var content = new SectionContent();
        foreach (var comment in section.HeadingComments)
            ReadComment(content, comment, section.Line);
        foreach (var hidden in section.HiddenInHeading)
        {
            if (hidden is HtmlInline html)
                ReplaceHtml(html);
            else
                report(section.Line, KnowledgeProblemSeverity.Warning, ImageLeftOut);
        }

        var parts = new List<string>();
        EntryLabel? listExpected = null;
        foreach (var block in section.Blocks)
        {
            if (block is ListBlock list && listExpected == EntryLabel.AlsoAsked)
            {
                listExpected = null;
                foreach (var item in list)
                    AddPhrasings(content, Render(item).TrimStart('-', '*', '+', ' ').TrimEnd());
                continue;
            }

            listExpected = null;
            var line = block.Line + 1;
            var kept = block switch
            {
                HtmlBlock html => ReadHtml(content, html, parts.Count > 0),
                ParagraphBlock paragraph => ReadLabels(content, Render(paragraph), ref line, out listExpected),
                _ => Render(block),
            };
            if (string.IsNullOrWhiteSpace(kept))
                continue;
            if (content.TextLine == 0)
                content.TextLine = line;
            parts.Add(kept.TrimEnd());
        }

        content.Text = string.Join("\n\n", parts).Trim();
        return content;
    }

    /// <summary>Reads one labelled value that stands outside a section, such as front matter.</summary>
    public void ReadValue(SectionContent content, string key, string value, int line)
    {
        if (EntryLabels.TryGet(key, out var label))
            Set(content, label, value, line);
        else
            content.Tags.TryAdd(key.Trim(), value);
    }

    private string ReadHtml(SectionContent content, HtmlBlock html, bool afterText)
    {
        var source = Slice(html.Span);
        var line = html.Line + 1;
        var rest = WithoutComments(source, comment =>
        {
            if (afterText || !ReadComment(content, comment, line))
                report(line, KnowledgeProblemSeverity.Warning, "A comment that carries no id or tags is ignored.");
        });
        if (rest.Contains("<!--", StringComparison.Ordinal))
        {
            report(line, KnowledgeProblemSeverity.Error, "The comment is never closed with '-->'.");
            return "";
        }

        if (string.IsNullOrWhiteSpace(rest))
            return "";
        if (!rest.Contains('<', StringComparison.Ordinal))
        {
            report(line, KnowledgeProblemSeverity.Error, "Text follows the comment on its line: put it on a line of its own.");
            return "";
        }

        report(line, KnowledgeProblemSeverity.Error, "HTML is not shown to anybody: write it as Markdown.");
        return "";
    }

    // Not an expression: it would look for the end again from each of a thousand beginnings.
    private static string WithoutComments(string source, Action<string> found)
    {
        var rest = new StringBuilder();
        var position = 0;
        while (source.IndexOf("<!--", position, StringComparison.Ordinal) is >= 0 and var start
            && source.IndexOf("-->", start + 4, StringComparison.Ordinal) is >= 0 and var end)
        {
            rest.Append(source, position, start - position);
            position = end + 3;
            found(source[start..position]);
        }

        return rest.Append(source, position, source.Length - position).ToString();
    }

    private bool ReadComment(SectionContent content, string comment, int line)
    {
        comment = comment.Trim();
        if (comment.Length < "<!---->".Length)
            return false;
        var body = comment["<!--".Length..^"-->".Length];
        var pieces = body.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length == 0 || !pieces.Any(piece => Key().IsMatch(piece)))
            return false;
        foreach (var piece in pieces)
        {
            var match = Key().Match(piece);
            if (match.Success && EntryLabels.TryGet(match.Groups[1].Value, out var label) && label is EntryLabel.Short or EntryLabel.AlsoAsked)
                report(line, KnowledgeProblemSeverity.Warning, $"Hidden text was removed: write '{match.Groups[1].Value.Trim()}' as a line, not in a comment.");
            else if (match.Success)
                ReadValue(content, match.Groups[1].Value, piece[match.Length..].Trim(), line);
            else
                content.Tags.TryAdd(piece, "");
        }

        return true;
    }

    private string ReadLabels(SectionContent content, string paragraph, ref int line, out EntryLabel? listExpected)
    {
        listExpected = null;
        var lines = paragraph.Split('\n');
        var read = 0;
        for (; read < lines.Length; read++)
        {
            if (!EntryLabels.TryReadLine(lines[read], out var label, out var value))
                break;
            listExpected = value.Length == 0 ? label : null;
            if (value.Length > 0)
                Set(content, label, value, line);
            else if (label != EntryLabel.AlsoAsked || read + 1 < lines.Length)
                report(line, KnowledgeProblemSeverity.Error, $"The label '{lines[read].Trim()}' has no value.");
            line++;
        }

        if (read < lines.Length && EntryLabels.IsEscaped(lines[read]))
            lines[read] = lines[read].Remove(lines[read].IndexOf("\\:", StringComparison.Ordinal), 1);
        return string.Join('\n', lines[read..]);
    }

    private void Set(SectionContent content, EntryLabel label, string value, int line)
    {
        if (label == EntryLabel.AlsoAsked)
            AddPhrasings(content, value);
        else if (!content.Values.TryAdd(label, (value, line)))
            report(line, KnowledgeProblemSeverity.Error, $"The {label} of this heading is given twice.");
    }

    private static void AddPhrasings(SectionContent content, string value)
    {
        foreach (var phrasing in value.Split(['|', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            content.AddPhrasing(phrasing);
    }

    /// <summary>The source of a block, with inline HTML removed and reference links written out.</summary>
    private string Render(MarkdownObject block)
    {
        List<(SourceSpan Span, string Replacement)> edits = [];
        // A leaf's inlines are not among its descendants.
        var parts = block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants();
        foreach (var part in parts)
        {
            if (part is HtmlInline html)
                edits.Add((html.Span, ReplaceHtml(html)));
            else if (part is HtmlBlock nested)
                edits.Add((nested.Span, ReadHtml(new SectionContent(), nested, afterText: true)));
            else if (part is LinkInline link)
                CheckLink(link, edits);
        }

        var source = Slice(block.Span);
        if (edits.Count == 0)
            return source;
        var rendered = new StringBuilder();
        var position = block.Span.Start;
        var end = Math.Min(block.Span.End + 1, text.Length);
        foreach (var (span, replacement) in edits.OrderBy(edit => edit.Span.Start))
        {
            if (span.Start < position && span.End < position)
                continue;
            if (span.Start < position || span.End >= end || span.IsEmpty)
            {
                report(block.Line + 1, KnowledgeProblemSeverity.Error, "HTML or a link is nested here in a way that cannot be read.");
                return "";
            }

            rendered.Append(text, position, span.Start - position).Append(replacement);
            position = span.End + 1;
            // An address written once may be used a thousand times.
            if (rendered.Length > MarkdownLimits.BlockLength)
                return rendered.ToString();
        }

        return rendered.Append(text, position, end - position).ToString();
    }

    private string ReplaceHtml(HtmlInline html)
    {
        var line = html.Line + 1;
        if (html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
            return " ";
        if (html.Tag.StartsWith("<!--", StringComparison.Ordinal))
            report(line, KnowledgeProblemSeverity.Warning, "A comment inside the text is ignored.");
        else if (HidingTag().IsMatch(html.Tag))
            report(line, KnowledgeProblemSeverity.Error, "HTML that hides, styles or runs something is not allowed.");
        else
            report(line, KnowledgeProblemSeverity.Warning, $"The HTML tag {html.Tag} is ignored: write it as Markdown.");
        return "";
    }

    private void CheckLink(LinkInline link, List<(SourceSpan Span, string Replacement)> edits)
    {
        var url = link.Url ?? "";
        var scheme = Scheme().Match(url);
        if (scheme.Success && scheme.Groups[1].Value.ToUpperInvariant() is not ("HTTP" or "HTTPS" or "MAILTO" or "TEL"))
            report(link.Line + 1, KnowledgeProblemSeverity.Error, $"Links may start with https, mailto or tel, not '{scheme.Groups[1].Value}'.");
        if (url.Length > LongestAddress)
        {
            report(link.Line + 1, KnowledgeProblemSeverity.Error, $"The address has {url.Length:N0} characters; at most {LongestAddress:N0} are read.");
            return;
        }

        if (link.IsImage)
        {
            report(link.Line + 1, KnowledgeProblemSeverity.Warning, ImageLeftOut);
            edits.Add((link.Span, ""));
            return;
        }

        if (!string.IsNullOrWhiteSpace(link.Title))
            report(link.Line + 1, KnowledgeProblemSeverity.Warning, "The title of a link is not shown to anybody and was left out.");
        else if (link.Reference is null)
            return;
        var label = string.Concat(link.Descendants<LiteralInline>().Where(literal => !MarkdownSections.IsInImage(literal)).Select(literal => literal.Content.ToString()));
        edits.Add((link.Span, $"[{label}]({url})"));
    }

    private string Slice(SourceSpan span) =>
        span.IsEmpty || span.Start >= text.Length ? "" : text[span.Start..Math.Min(span.End + 1, text.Length)];

    [GeneratedRegex(@"^\s*([\p{L}][\p{L} _-]{0,39}?)\s*:\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"^\s*([A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^<(script|style|template|noscript|iframe|object|embed|svg|math|form|input)\b|\b(style|hidden|class|on\w+)\s*(=|>|/|\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HidingTag();
}
