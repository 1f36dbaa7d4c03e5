using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace AssistantBot.Tests.Knowledge.Importing;

/// <summary>Makes the files that the import tests read.</summary>
internal static class ImportedFiles
{
    private const string Namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    public static byte[] Word(params OpenXmlElement[] blocks) => Word(blocks, metadata: null);

    /// <summary>A Word file whose properties and comments say something too, if anything.</summary>
    public static byte[] Word(OpenXmlElement[] blocks, string? metadata)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.Document = new Document(new Body(blocks));
            var styles = main.AddNewPart<StyleDefinitionsPart>();
            styles.Styles = new Styles(
                new Style(new StyleName { Val = "heading 1" }) { StyleId = "Titre1", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "heading 2" }) { StyleId = "Titre2", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "Question maison" }, new BasedOn { Val = "Titre2" }) { StyleId = "Maison", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "Title" }) { StyleId = "Titre", Type = StyleValues.Paragraph });
            styles.Styles.Append(new Style(new StyleName { Val = "Blanc" }, new StyleRunProperties(new Color { Val = "FFFFFF" })) { StyleId = "Blanc", Type = StyleValues.Paragraph });
            if (metadata is not null)
            {
                word.PackageProperties.Title = word.PackageProperties.Description = word.PackageProperties.Keywords = metadata;
                main.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(new Comment(Paragraph(metadata)) { Id = "1", Author = metadata });
            }

            main.AddHyperlinkRelationship(new Uri("https://intranet.example/conges"), true, "rLink");
            var numbering = main.AddNewPart<NumberingDefinitionsPart>();
            numbering.Numbering = new Numbering(
                new AbstractNum(new Level(new NumberingFormat { Val = NumberFormatValues.Decimal }) { LevelIndex = 0 }) { AbstractNumberId = 0 },
                new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = 1 });
        }

        return stream.ToArray();
    }

    public static Paragraph Paragraph(string text, string? style = null) =>
        new(new ParagraphProperties(style is null ? [] : [new ParagraphStyleId { Val = style }]), Run(text));

    public static Run Run(string text, params OpenXmlElement[] properties) =>
        properties.Length == 0 ? new Run(Words(text)) : new Run(new RunProperties(properties), Words(text));

    public static Paragraph Numbered(string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), Run(text));

    /// <summary>A Word file of which one part is something else.</summary>
    public static byte[] WordWith(string part, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        stream.Write(Word(Paragraph("Question ?", "Titre1"), Paragraph("Réponse.")));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(part)?.Delete();
            using var entry = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
            write(entry);
        }

        return stream.ToArray();
    }

    /// <summary>A Word file of this body, whose <paramref name="part"/> (<c>styles</c>, <c>numbering</c>) holds something else.</summary>
    public static byte[] WordOf(string body, string part, string content)
    {
        using var stream = new MemoryStream();
        stream.Write(Word(Paragraph("Question ?", "Titre1")));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Replace(archive, "word/document.xml", $"<w:document {Namespace}><w:body>{body}</w:body></w:document>");
            Replace(archive, $"word/{part}.xml", $"<w:{part} {Namespace}>{content}</w:{part}>");
        }

        return stream.ToArray();
    }

    private static void Replace(ZipArchive archive, string part, string text)
    {
        archive.GetEntry(part)?.Delete();
        using var entry = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
        entry.Write(Utf8(text));
    }

    /// <summary>A PDF of one page for each list of lines.</summary>
    public static byte[] Pdf(params (string Text, double Size, bool Bold, bool Hidden)[][] pages) => Pdf(pages, metadata: null);

    /// <summary>A PDF whose properties say something too, if anything.</summary>
    public static byte[] Pdf((string Text, double Size, bool Bold, bool Hidden)[][] pages, string? metadata)
    {
        var builder = new PdfDocumentBuilder();
        if (metadata is not null)
            builder.DocumentInformation.Title = builder.DocumentInformation.Subject = builder.DocumentInformation.Keywords = metadata;
        var regular = builder.AddStandard14Font(Standard14Font.Helvetica);
        var bold = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        foreach (var lines in pages)
        {
            var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
            var y = 780.0;
            foreach (var (text, size, isBold, hidden) in lines)
            {
                if (hidden)
                    page.SetTextAndFillColor(255, 255, 255);
                page.AddText(text, size, new PdfPoint(60, y), isBold ? bold : regular);
                page.ResetColor();
                y -= size * (isBold || size > 11 ? 2.2 : 1.25);
            }
        }

        return builder.Build();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static DocumentFormat.OpenXml.Wordprocessing.Text Words(string text) => new(text) { Space = SpaceProcessingModeValues.Preserve };
}
