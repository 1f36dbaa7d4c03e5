using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads a PDF: what is set larger than the text, or bold on a line of its own, is a heading. Places are pages. A PDF says how glyphs are
/// painted, not what they mean: the result deserves an author's look, which is what <c>knowledge import</c> is for.
/// </summary>
internal static partial class PdfImport
{
    private const int MostPages = 1_000;

    // Letters are put together by comparing them with their neighbours, and blocks with one another.
    private const int MostLetters = 15_000;
    private const int MostInOnePlace = 4;
    private const int MostBlocks = 1_000;
    private const int LongestHeading = 200;
    private const double Larger = 1.15;

    /// <summary>Points: smaller than anybody reads.</summary>
    private const double SmallestSize = 3;

    public static void Read(ImportedDocument document, byte[] content)
    {
        var budget = new PdfBudget();
        try
        {
            using var pdf = PdfDocument.Open(content, new ParsingOptions { ClipPaths = false, SkipMissingFonts = true, FilterProvider = budget });
            if (pdf.NumberOfPages > MostPages)
                throw new ImportRefusedException(0, $"The document has {pdf.NumberOfPages:N0} pages; at most {MostPages:N0} are read. Cut it by theme.");
            var lines = new List<PdfLine>();
            foreach (var page in pdf.GetPages())
            {
                if (budget.IsSpent)
                    throw Spent();
                lines.AddRange(ReadPage(page, document));
            }

            if (budget.IsSpent)
                throw Spent();
            Write(WithoutFurniture(lines, pdf.NumberOfPages), document);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new ImportRefusedException(0, "The document is protected by a password: save it without one.");
        }
        catch (Exception broken) when (broken is not ImportRefusedException and not OutOfMemoryException)
        {
            // The reader meets whatever the file's maker did wrong, and throws as it happens to.
            throw budget.IsSpent ? Spent() : new ImportRefusedException(0, $"The file is not a readable PDF: {broken.Message.Split('\n')[0].Trim()}");
        }
    }

    private static ImportRefusedException Spent() => new(0, "Unpacked, the document is far larger than its text can be: it is not read.");

    private static IEnumerable<PdfLine> ReadPage(Page page, ImportedDocument document)
    {
        if (page.Letters.Count > MostLetters)
            throw new ImportRefusedException(page.Number, $"The page has {page.Letters.Count:N0} letters; at most {MostLetters:N0} are read.");
        var shown = page.Letters.Where(letter => IsShown(letter, page)).ToList();
        if (page.Letters.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)) > shown.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)))
            document.Warn(page.Number, "Hidden text was removed from this page.");
        // Painted twice is bold to the eye; painted a thousand times, each is a neighbour of all.
        shown = [.. shown.GroupBy(letter => (Math.Round(letter.StartBaseLine.X * 4), Math.Round(letter.StartBaseLine.Y * 4)))
            .SelectMany(place => place.DistinctBy(letter => letter.Value).Take(MostInOnePlace))];
        var words = NearestNeighbourWordExtractor.Instance.GetWords(shown).Where(word => !string.IsNullOrWhiteSpace(word.Text)).ToList();
        if (words.Count == 0)
            yield break;
        var blocks = DocstrumBoundingBoxes.Instance.GetBlocks(words);
        if (blocks.Count > MostBlocks)
            throw new ImportRefusedException(page.Number, $"The page falls into {blocks.Count:N0} pieces of text; at most {MostBlocks:N0} are read.");
        foreach (var block in UnsupervisedReadingOrderDetector.Instance.Get(blocks))
        {
            var first = true;
            foreach (var line in block.TextLines)
            {
                var letters = line.Words.SelectMany(word => word.Letters).ToList();
                var text = string.Join(' ', line.Words.Select(word => word.Text)).Trim();
                if (text.Length == 0)
                    continue;
                var sizes = letters.Select(letter => Math.Round(letter.PointSize, 1)).Order().ToList();
                yield return new PdfLine(page.Number, text, sizes[sizes.Count / 2], letters.TrueForAll(letter => IsBold(letter.FontName)), first, line.BoundingBox.Bottom);
                first = false;
            }
        }
    }

    private static bool IsShown(Letter letter, Page page)
    {
        if (letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip || letter.PointSize < SmallestSize)
            return false;
        var box = page.CropBox.Bounds;
        if (letter.StartBaseLine.X < box.Left - 1 || letter.StartBaseLine.X > box.Right + 1 || letter.StartBaseLine.Y < box.Bottom - 1 || letter.StartBaseLine.Y > box.Top + 1)
            return false;
        var color = letter.Color?.ToRGBValues();
        return color is null || Math.Min(color.Value.r, Math.Min(color.Value.g, color.Value.b)) < 0.95;
    }

    private static bool IsBold(string? font) =>
        font is not null && (font.Contains("bold", StringComparison.OrdinalIgnoreCase) || font.Contains("black", StringComparison.OrdinalIgnoreCase) || font.Contains("semibold", StringComparison.OrdinalIgnoreCase));

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

    /// <summary>A line as it is painted.</summary>
    private sealed record PdfLine(int Page, string Text, double Size, bool IsBold, bool BeginsBlock, double Bottom);

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^(?:[•▪◦‣·●○■□–—*-]\s+|(\d{1,2})[.)]\s+)", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(\d{1,2})\. ", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
