using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Reads the lines of a PDF's pages. A file made for it ends the process that does this, or never lets go: <see cref="PdfProcess"/>.</summary>
internal static class PdfPages
{
    private const int MostPages = 1_000;

    // Letters are put together by comparing them with their neighbours, and blocks with one another.
    private const int MostLetters = 15_000;
    private const int MostInOnePlace = 4;
    private const int MostBlocks = 1_000;

    /// <summary>Points: smaller than anybody reads.</summary>
    private const double SmallestSize = 3;

    public static PdfText Read(byte[] content)
    {
        var budget = new PdfBudget();
        var hidden = new List<int>();
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
                lines.AddRange(ReadPage(page, hidden));
            }

            if (budget.IsSpent)
                throw Spent();
            return new PdfText(pdf.NumberOfPages, lines, hidden);
        }
        catch (PdfDocumentEncryptedException)
        {
            return PdfText.Refuse(0, "The document is protected by a password: save it without one.");
        }
        catch (ImportRefusedException refused)
        {
            return PdfText.Refuse(refused.Place, refused.Message) with { PagesWithHiddenText = hidden };
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // The reader meets whatever the file's maker did wrong, and throws as it happens to.
            return PdfText.Refuse(0, budget.IsSpent ? Spent().Message : $"The file is not a readable PDF: {broken.Message.Split('\n')[0].Trim()}");
        }
    }

    private static ImportRefusedException Spent() => new(0, "Unpacked, the document is far larger than its text can be: it is not read.");

    private static IEnumerable<PdfLine> ReadPage(Page page, List<int> hidden)
    {
        if (page.Letters.Count > MostLetters)
            throw new ImportRefusedException(page.Number, $"The page has {page.Letters.Count:N0} letters; at most {MostLetters:N0} are read.");
        var shown = page.Letters.Where(letter => IsShown(letter, page)).ToList();
        if (page.Letters.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)) > shown.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)))
            hidden.Add(page.Number);
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
}
