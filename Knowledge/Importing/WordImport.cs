using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using WordRow = DocumentFormat.OpenXml.Wordprocessing.TableRow;
using WordRun = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads a Word document: headings by their style or outline level, and bold questions. Places are paragraphs, counted from 1. Macros, fields,
/// comments and deleted text are never read; hidden text is left out and said.
/// </summary>
internal static class WordImport
{
    public static void Read(ImportedDocument document, byte[] content)
    {
        try
        {
            WordGuard.RefuseBomb(content);
            using var stream = new MemoryStream(content, writable: false);
            using var word = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = WordGuard.LongestPart });
            var main = word.MainDocumentPart ?? throw new ImportRefusedException(0, "The file is not a Word document.");
            foreach (var part in (OpenXmlPart?[])[main, main.StyleDefinitionsPart, main.NumberingDefinitionsPart])
                WordGuard.RefuseExcess(part);
            document.IsProse = true;
            new Walk(document, main, new WordStyles(main)).Write(main.Document?.Body ?? throw new ImportRefusedException(0, "The document has no text."));
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or XmlException or FileFormatException or IOException
            or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new ImportRefusedException(0, content is [0xD0, 0xCF, 0x11, 0xE0, ..]
                ? "The file is protected by a password, or of Word before 2007: save it as .docx without a password."
                : $"The file is not a readable Word document: {FirstLine(broken.Message)}");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private sealed class Walk(ImportedDocument document, MainDocumentPart main, WordStyles styles)
    {
        private readonly WordVisibility _visibility = new(styles);
        private readonly WordLists _lists = new(main);
        private readonly Dictionary<string, Uri> _links = main.HyperlinkRelationships.GroupBy(link => link.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Uri, StringComparer.Ordinal);

        private readonly Dictionary<int, int> _numbers = [];
        private int _paragraph;
        private int _level = 1;
        private int _shift;

        public void Write(Body body)
        {
            // A title stands above the first level of headings.
            _shift = body.Descendants<Paragraph>().Any(paragraph => styles.LevelOf(paragraph) == 0) ? 1 : 0;
            Blocks(body);
        }

        private void Blocks(OpenXmlElement parent)
        {
            foreach (var element in parent.ChildElements)
            {
                switch (element)
                {
                    case Paragraph paragraph:
                        Write(paragraph);
                        break;
                    case Table table:
                        document.Table([.. Rows(table).Select(Row)], _level + 1);
                        break;
                    case SdtBlock { SdtContentBlock: { } content }:
                        Blocks(content);
                        break;
                }
            }
        }

        // A table inside a cell is that cell's text.
        private static IEnumerable<WordRow> Rows(OpenXmlElement parent) => parent.ChildElements.SelectMany(child => child switch
        {
            WordRow row => [row],
            SdtRow or SdtContentRow or CustomXmlRow => Rows(child),
            _ => (IEnumerable<WordRow>)[],
        });

        private (IReadOnlyList<string> Cells, int Place) Row(WordRow row)
        {
            var place = _paragraph + 1;
            List<string> cells = [];
            foreach (var cell in row.Elements<TableCell>())
            {
                cells.Add(string.Join(' ', cell.Descendants<Paragraph>().Select(paragraph =>
                {
                    _paragraph++;
                    return Text(paragraph, plain: false).Trim();
                }).Where(text => text.Length > 0)));
            }

            return (cells, place);
        }

        private void Write(Paragraph paragraph)
        {
            _paragraph++;
            var plain = Text(paragraph, plain: true).Trim();
            if (plain.Length == 0)
                return;
            if (styles.LevelOf(paragraph) is { } level)
            {
                document.Heading(_level = level + _shift, plain, _paragraph);
                _numbers.Clear();
                return;
            }

            if (plain.EndsWith('?') && plain.Length < 300 && IsBold(paragraph))
                document.Heading(_level + 1, plain, _paragraph);
            else if (_lists.Find(paragraph) is var (depth, ordered))
                document.Item(depth, ordered ? (_numbers[depth] = _numbers.GetValueOrDefault(depth) + 1).ToString(CultureInfo.InvariantCulture) + "." : "-", Text(paragraph, plain: false, warn: false), _paragraph);
            else
                document.Paragraph(Text(paragraph, plain: false, warn: false), _paragraph);
        }

        private static bool IsBold(Paragraph paragraph)
        {
            var runs = paragraph.Descendants<WordRun>().Where(run => !string.IsNullOrWhiteSpace(run.InnerText)).ToList();
            return runs.Count > 0 && runs.TrueForAll(run => WordStyles.IsOn(run.RunProperties?.Bold));
        }

        private string Text(Paragraph paragraph, bool plain, bool warn = true)
        {
            var text = new StringBuilder();
            foreach (var child in paragraph.ChildElements)
            {
                if (!plain && child is Hyperlink link && LinkOf(link) is { } address && Runs(link, true, warn) is { Length: > 0 } label)
                    text.Append(CultureInfo.InvariantCulture, $"[{MarkdownText.Escape(label.Trim())}]({address})");
                else
                    text.Append(Runs(child, plain, warn));
            }

            return text.ToString();
        }

        private string Runs(OpenXmlElement parent, bool plain, bool warn)
        {
            // Deleted text and what was moved away stand in elements of their own.
            if (parent is DeletedRun or MoveFromRun or ParagraphProperties)
                return "";
            if (parent is not WordRun run)
                return string.Concat(parent.ChildElements.Where(child => child is WordRun or InsertedRun or MoveToRun or SdtRun or SdtContentRun or Hyperlink or SimpleField).Select(child => Runs(child, plain, warn)));
            var text = string.Concat(run.ChildElements.Select(child => child switch
            {
                DocumentFormat.OpenXml.Wordprocessing.Text words => words.Text,
                TabChar => " ",
                Break or CarriageReturn => "\n",
                NoBreakHyphen => "-",
                _ => "",
            }));
            if (text.Length == 0)
                return "";
            if (_visibility.IsHidden(run))
            {
                if (warn && text.Trim().Length > 0)
                    document.Warn(_paragraph, "Hidden text was removed.");
                return "";
            }

            if (plain)
                return text;
            var escaped = MarkdownText.Escape(text).Replace("\n", "  \n", StringComparison.Ordinal);
            return WordStyles.IsOn(run.RunProperties?.Bold) && text.Trim().Length == text.Length && !text.Contains('\n', StringComparison.Ordinal) ? $"**{escaped}**" : escaped;
        }

        private string? LinkOf(Hyperlink link) =>
            link.Id?.Value is { } id && _links.GetValueOrDefault(id) is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" or "tel" } uri
                ? uri.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)
                : null;
    }
}
