using System.Text;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads a PDF: what is set larger than the text, or bold on a line of its own, is a heading. Places are pages. A PDF says how glyphs are
/// painted, not what they mean: the result deserves an author's look, which is what <c>knowledge import</c> is for.
/// </summary>
internal static partial class PdfImport
{
    private const int LongestHeading = 200;
    private const double Larger = 1.15;

    public static void Read(ImportedDocument document, byte[] content)
    {
        var text = PdfProcess.Read(content);
        foreach (var page in text.PagesWithHiddenText)
            document.Warn(page, "Hidden text was removed from this page.");
        if (text.Refused is not null)
            throw new ImportRefusedException(text.RefusedAt, text.Refused);
        Write(WithoutFurniture([.. text.Lines], text.Pages), document);
    }

    /// <summary>Drops page numbers, and what stands on most pages: headers and footers.</summary>
    private static List<PdfLine> WithoutFurniture(List<PdfLine> lines, int pages)
    {
        var repeated = lines.GroupBy(line => Digits().Replace(line.Text, "#"), StringComparer.Ordinal)
            .Where(group => pages > 2 && group.Select(line => line.Page).Distinct().Count() > Math.Max(2, pages / 2))
            .Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return lines.FindAll(line => !repeated.Contains(Digits().Replace(line.Text, "#")) && !PageNumber().IsMatch(line.Text));
    }

    private static void Write(List<PdfLine> lines, ImportedDocument document)
    {
        if (lines.Count == 0)
            throw new ImportRefusedException(0, "The document holds no text: it is probably a scan. Run text recognition on it first.");
        var body = lines.GroupBy(line => line.Size).MaxBy(group => group.Sum(line => line.Text.Length))!.Key;
        var textIsBold = lines.Where(line => line.Size == body).Sum(line => line.IsBold ? line.Text.Length : -line.Text.Length) > 0;
        var sizes = lines.Where(line => line.Size >= body * Larger && line.Text.Length <= LongestHeading).Select(line => line.Size).Distinct().OrderDescending().Take(5).ToList();
        document.IsProse = true;
        var paragraph = new StringBuilder();
        var at = lines[0].Page;
        PdfLine? heading = null;
        var level = 0;
        foreach (var line in lines)
        {
            var found = LevelOf(line);
            if (found > 0)
            {
                Flush();
                // A heading that runs over two lines.
                if (heading is not null && level == found && !line.BeginsBlock && heading.Text.Length + line.Text.Length < LongestHeading)
                {
                    heading = heading with { Text = heading.Text + " " + line.Text };
                    continue;
                }

                FlushHeading();
                (heading, level) = (line, found);
                continue;
            }

            FlushHeading();
            if (Bullet().Match(line.Text) is { Success: true } bullet)
            {
                Flush();
                at = line.Page;
                paragraph.Append(bullet.Groups[1].Length > 0 ? bullet.Groups[1].Value + ". " : "- ").Append(line.Text.AsSpan(bullet.Length));
                continue;
            }

            if (line.BeginsBlock)
                Flush();
            if (paragraph.Length == 0)
                at = line.Page;
            else if (paragraph[^1] == '-' && char.IsLower(line.Text[0]))
                paragraph.Length--;
            else
                paragraph.Append(' ');
            paragraph.Append(line.Text);
        }

        FlushHeading();
        Flush();

        int LevelOf(PdfLine line)
        {
            if (line.Text.Length > LongestHeading)
                return 0;
            var place = sizes.IndexOf(line.Size);
            if (place >= 0)
                return place + 1;
            return line.IsBold && !textIsBold && line.Size >= body && (line.BeginsBlock || heading is not null || line.Text.EndsWith('?')) ? sizes.Count + 1 : 0;
        }

        void FlushHeading()
        {
            if (heading is not null)
                document.Heading(level, heading.Text, heading.Page);
            heading = null;
        }

        void Flush()
        {
            var text = paragraph.ToString();
            paragraph.Clear();
            if (text.StartsWith("- ", StringComparison.Ordinal))
                document.Item(0, "-", MarkdownText.Escape(text[2..]), at);
            else if (Numbered().Match(text) is { Success: true } number)
                document.Item(0, number.Groups[1].Value + ".", MarkdownText.Escape(text[number.Length..]), at);
            else
                document.Paragraph(MarkdownText.Escape(text), at);
        }
    }

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^(?:[•▪◦‣·●○■□–—*-]\s+|(\d{1,2})[.)]\s+)", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(\d{1,2})\. ", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
