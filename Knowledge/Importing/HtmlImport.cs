using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads a page: headings are questions, as are the terms of definition lists and the summaries of folded details. Nothing is fetched or run;
/// what a reader would not see is left out and said.
/// </summary>
internal static partial class HtmlImport
{
    private const int DeepestNesting = 200;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "img", "picture", "map",
        "nav", "header", "footer", "aside", "form", "input", "select", "textarea", "button", "head", "title", "dialog",
    };

    public static void Read(ImportedDocument document, byte[] content)
    {
        var text = ImportedText.Decode(content, document);
        var page = HtmlGuard.Parse(text);
        var body = page.QuerySelectorAll("main, [role=main]") is [var main] ? main : page.QuerySelectorAll("article") is [var article] ? article : (IElement?)page.Body;
        if (body is null)
            throw new ImportRefusedException(0, "The page has no content.");
        document.IsProse = true;
        if (page.DocumentElement.GetAttribute("lang") is { Length: > 1 } language && language[..2].ToUpperInvariant() is "FR" or "EN" && Loading.KnowledgeFile.LanguageOf(document.Path) is null)
            document.Markdown($"Language: {page.DocumentElement.GetAttribute("lang")![..2].ToLowerInvariant()}\n", 1);
        if (page.Title is { Length: > 0 } title && body.QuerySelectorAll("h1").Length != 1)
            document.Markdown($"Source: {MarkdownText.Escape(string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}\n", 1);
        new Walk(document, place: null, Visibility(page, document, 0)).Blocks(body, 0);
    }

    /// <summary>A fragment of HTML as the text a reader sees, for questions of other formats.</summary>
    public static string ToText(string html, ImportedDocument document, int place)
    {
        var page = ParseFragment(html, document, place);
        return page.Body is null ? "" : new Walk(document, place, Visibility(page, document, place)).Text(page.Body);
    }

    /// <summary>A fragment of HTML as Markdown, for answers of other formats.</summary>
    public static string ToMarkdown(string html, ImportedDocument document, int place)
    {
        var page = ParseFragment(html, document, place);
        return page.Body is null ? "" : new Walk(document, place, Visibility(page, document, place)).Fragment(page.Body);
    }

    private static HtmlVisibility Visibility(IHtmlDocument page, ImportedDocument document, int place) =>
        new(page, () => document.Warn(place, "A rule of the style sheet is of a kind that is not followed: look whether something was read that the page hides."));

    private static IHtmlDocument ParseFragment(string html, ImportedDocument document, int place) => HtmlGuard.Parse(Comment().Replace(html, _ =>
    {
        document.Warn(place, "A hidden comment was removed.");
        return "";
    }));

    [GeneratedRegex("<!--.*?(-->|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    private sealed class Walk(ImportedDocument document, int? place, HtmlVisibility visibility)
    {
        // Emphasis inside emphasis of its kind is no more, and each kind is put together apart.
        private readonly HashSet<string> _open = new(StringComparer.Ordinal);
        private int _level = 1;

        /// <summary>Writes the blocks of an element into the document.</summary>
        public void Blocks(INode parent, int depth)
        {
            var loose = new StringBuilder();
            var at = PlaceOf(parent);
            foreach (var node in parent.ChildNodes)
            {
                if (node is IElement element && IsBlock(element) && IsShown(element))
                {
                    Flush();
                    Block(element, depth + 1);
                }
                else
                {
                    if (loose.Length == 0)
                        at = PlaceOf(node);
                    Inline(node, loose, depth + 1);
                }
            }

            Flush();

            void Flush()
            {
                document.Paragraph(Collapse(loose), at);
                loose.Clear();
            }
        }

        /// <summary>The words of an element on one line.</summary>
        public string Text(IElement element)
        {
            var text = new StringBuilder();
            PlainText(element, text, 0);
            return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        /// <summary>The blocks of an element as Markdown, for an answer: headings become bold lines.</summary>
        public string Fragment(IElement parent)
        {
            var written = new List<string>();
            Write(parent, 0);
            return string.Join("\n\n", written.Where(part => part.Length > 0));

            void Write(INode node, int depth)
            {
                var loose = new StringBuilder();
                foreach (var child in node.ChildNodes)
                {
                    if (child is not IElement element || !IsBlock(element) || !IsShown(element))
                    {
                        Inline(child, loose, depth);
                        continue;
                    }

                    Take(loose);
                    if (Deep(depth, element))
                        continue;
                    if (element.LocalName is "ul" or "ol")
                        written.Add(string.Join('\n', Items(element, 0).Select(item => $"{new string(' ', item.Depth * 4)}{item.Mark} {item.Text}")));
                    else if (HeadingLevel(element) > 0)
                        written.Add(Text(element) is { Length: > 0 } title ? $"**{MarkdownText.Escape(title)}**" : "");
                    else
                        Write(element, depth + 1);
                }

                Take(loose);
            }

            void Take(StringBuilder loose)
            {
                written.Add(Collapse(loose));
                loose.Clear();
            }
        }

        private void Block(IElement element, int depth)
        {
            if (Deep(depth, element))
                return;
            var at = PlaceOf(element);
            switch (element.LocalName)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Heading(_level = HeadingLevel(element), element, at);
                    break;
                case "summary" or "dt":
                    Heading(_level + 1, element, at);
                    break;
                case "p" when IsBoldQuestion(element):
                    Heading(_level + 1, element, at);
                    break;
                case "ul" or "ol":
                    foreach (var item in Items(element, 0))
                        document.Item(item.Depth, item.Mark, item.Text, item.Place);
                    break;
                case "table":
                    document.Table(
                        [.. Rows(element).Where(IsShown).Select(row => (
                            (IReadOnlyList<string>)[.. row.Children.Where(cell => cell.LocalName is "td" or "th").Select(cell => IsShown(cell) ? InlineOf(cell, depth) : "")], PlaceOf(row)))],
                        _level + 1);
                    break;
                default:
                    Blocks(element, depth);
                    break;
            }
        }

        // A table inside a cell is that cell's text.
        private IEnumerable<IElement> Rows(IElement table) => table.Children.Where(IsShown).SelectMany(child => child.LocalName switch
        {
            "tr" => [child],
            "thead" or "tbody" or "tfoot" => Rows(child),
            _ => (IEnumerable<IElement>)[],
        });

        private void Heading(int level, IElement element, int at)
        {
            if (Text(element) is { Length: > 0 } title)
                document.Heading(level, title, at);
        }

        private IEnumerable<(int Depth, string Mark, string Text, int Place)> Items(IElement list, int depth)
        {
            var number = 0;
            foreach (var item in list.Children.Where(child => child.LocalName == "li" && IsShown(child)))
            {
                var mark = list.LocalName == "ol" ? (++number).ToString(CultureInfo.InvariantCulture) + "." : "-";
                yield return (depth, mark, InlineOf(item, depth).ReplaceLineEndings(" "), PlaceOf(item));
                foreach (var inner in item.Children.Where(child => child.LocalName is "ul" or "ol" && IsShown(child)))
                {
                    if (depth >= 4)
                        continue;
                    foreach (var below in Items(inner, depth + 1))
                        yield return below;
                }
            }
        }

        private string InlineOf(IElement element, int depth)
        {
            var text = new StringBuilder();
            foreach (var child in element.ChildNodes)
            {
                if (child is not IElement { LocalName: "ul" or "ol" })
                    Inline(child, text, depth + 1);
            }

            return Collapse(text);
        }

        private void Inline(INode node, StringBuilder text, int depth)
        {
            switch (node)
            {
                case IText words:
                    text.Append(MarkdownText.Escape(Space().Replace(words.Data, " ")));
                    return;
                case IComment comment when !string.IsNullOrWhiteSpace(comment.Data):
                    document.Warn(PlaceOf(node), "A hidden comment was removed.");
                    return;
                case IElement element when IsShown(element) && !Deep(depth, element):
                    Inline(element, text, depth);
                    return;
            }
        }

        private void Inline(IElement element, StringBuilder text, int depth)
        {
            if (element.LocalName == "br")
            {
                text.Append('\n');
                return;
            }

            var mark = element.LocalName switch { "b" or "strong" => "**", "i" or "em" => "_", "a" => "[", _ => "" };
            if (mark.Length > 0 && _open.Add(mark))
            {
                Marked(element, mark, text, depth);
                _open.Remove(mark);
                return;
            }

            text.Append(IsBlock(element) ? " " : "");
            foreach (var child in element.ChildNodes)
                Inline(child, text, depth + 1);
            text.Append(IsBlock(element) ? " " : "");
        }

        private void Marked(IElement element, string mark, StringBuilder text, int depth)
        {
            var inner = new StringBuilder();
            foreach (var child in element.ChildNodes)
                Inline(child, inner, depth + 1);
            var content = inner.ToString();
            if (content.Trim().Length == 0)
                text.Append(content);
            else if (mark == "[")
                text.Append(LinkOf(element) is { } link ? $"[{content.Trim()}]({link})" : content);
            else if (content.Contains(mark, StringComparison.Ordinal))
                text.Append(content);
            else
                text.Append(content[0] == ' ' ? " " : "").Append(mark).Append(content.Trim()).Append(mark).Append(content[^1] == ' ' ? " " : "");
        }

        private void PlainText(INode node, StringBuilder text, int depth)
        {
            foreach (var child in node.ChildNodes)
            {
                if (child is IText words)
                    text.Append(words.Data);
                else if (child is IElement element && IsShown(element) && depth < DeepestNesting)
                    PlainText(element, text, depth + 1);
            }
        }

        private bool IsShown(IElement element)
        {
            if (Skipped.Contains(element.LocalName))
                return false;
            var hidden = visibility.IsHidden(element);
            if (hidden && !string.IsNullOrWhiteSpace(element.TextContent))
                document.Warn(PlaceOf(element), "Hidden text was removed.");
            return !hidden;
        }

        private bool Deep(int depth, IElement element)
        {
            if (depth <= DeepestNesting)
                return false;
            document.Refuse(PlaceOf(element), $"Elements are nested more than {DeepestNesting} deep.");
            return true;
        }

        private int PlaceOf(INode node)
        {
            if (place is { } fixedPlace)
                return fixedPlace;
            for (INode? at = node; at is not null; at = at.Parent)
            {
                if (at is IElement { SourceReference: { } source })
                    return source.Position.Line;
            }

            return 0;
        }

        private static bool IsBoldQuestion(IElement element) =>
            element.TextContent.Trim() is { Length: > 3 and < 300 } text && text[^1] == '?'
            && element.Children is [{ LocalName: "b" or "strong" } bold] && bold.TextContent.Trim() == text;

        private static int HeadingLevel(IElement element) =>
            element.LocalName is ['h', >= '1' and <= '6' and var level] ? level - '0' : 0;

        private static bool IsBlock(IElement element) => element.LocalName is
            "p" or "div" or "section" or "article" or "main" or "ul" or "ol" or "dl" or "dt" or "dd" or "table" or "details" or "summary" or "blockquote"
            or "pre" or "figure" or "figcaption" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "address" or "fieldset" or "center" or "hr";

        private static string? LinkOf(IElement element) =>
            Uri.TryCreate(element.GetAttribute("href"), UriKind.Absolute, out var link) && link.Scheme is "http" or "https" or "mailto" or "tel"
                ? link.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)
                : null;

        private static string Collapse(StringBuilder text) =>
            Lines().Replace(Space().Replace(text.ToString(), " "), "  \n").Trim();
    }

    [GeneratedRegex(@"[ \t\r\f]+|(?<=[ \t])\u00A0+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@" ?\n ?", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
