using System.Globalization;
using System.IO.Compression;
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
    private const long MostUnpacked = 128 * 1024 * 1024;
    private const long MostRelationships = 8 * 1024 * 1024;
    private const int MostParts = 5_000;
    private const int LongestPart = 30_000_000;

    // What a document is in memory goes by its elements, and reading them goes as deep as they do.
    private const int MostElements = 1_000_000;
    private const int DeepestElement = 200;

    /// <summary>Half points: smaller than anybody reads.</summary>
    private const double SmallestSize = 6;

    /// <summary>Least of the three parts of a colour that nobody sees on white.</summary>
    private const uint NearlyWhite = 0xF8;

    public static void Read(ImportedDocument document, byte[] content)
    {
        try
        {
            RefuseBomb(content);
            using var stream = new MemoryStream(content, writable: false);
            using var word = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = LongestPart });
            var main = word.MainDocumentPart ?? throw new ImportRefusedException(0, "The file is not a Word document.");
            foreach (var part in (OpenXmlPart?[])[main, main.StyleDefinitionsPart, main.NumberingDefinitionsPart])
                RefuseExcess(part);
            document.IsProse = true;
            new Walk(document, main).Write(main.Document?.Body ?? throw new ImportRefusedException(0, "The document has no text."));
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or XmlException or FileFormatException or IOException
            or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new ImportRefusedException(0, content is [0xD0, 0xCF, 0x11, 0xE0, ..]
                ? "The file is protected by a password, or of Word before 2007: save it as .docx without a password."
                : $"The file is not a readable Word document: {FirstLine(broken.Message)}");
        }
    }

    // What a file says of its own size is not believed: it is unpacked and counted.
    private static void RefuseBomb(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostParts)
            throw new ImportRefusedException(0, $"The file has {archive.Entries.Count:N0} parts; at most {MostParts:N0} are read.");
        var (total, relationships) = (0L, 0L);
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries.Where(entry => Path.GetExtension(entry.Name).ToUpperInvariant() is ".XML" or ".RELS"))
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                total += read;
                relationships += entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.FullName == "[Content_Types].xml" ? read : 0;
                if (relationships > MostRelationships)
                    throw new ImportRefusedException(0, "The document refers to far more parts and addresses than one that was written.");
                if (total > MostUnpacked)
                    throw new ImportRefusedException(0, $"Unpacked, the file has more than {MostUnpacked:N0} bytes of text: it is not read.");
            }
        }
    }

    private static void RefuseExcess(OpenXmlPart? part)
    {
        if (part is null)
            return;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestPart });
        var elements = 0;
        while (reader.Read())
        {
            if (reader.Depth > DeepestElement)
                throw new ImportRefusedException(0, $"Its parts are nested more than {DeepestElement} deep.");
            if (reader.NodeType == XmlNodeType.Element && (elements += 1 + reader.AttributeCount) > MostElements)
                throw new ImportRefusedException(0, $"The document has more than {MostElements:N0} parts: cut it by theme.");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private sealed class Walk(ImportedDocument document, MainDocumentPart main)
    {
        private readonly Dictionary<string, Style> _styles = (main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
            .Where(style => style.StyleId?.Value is not null).GroupBy(style => style.StyleId!.Value!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

        private readonly Dictionary<string, Uri> _links = main.HyperlinkRelationships.GroupBy(link => link.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Uri, StringComparer.Ordinal);

        private readonly Dictionary<int, int?> _lists = (main.NumberingDefinitionsPart?.Numbering?.Elements<NumberingInstance>() ?? [])
            .Where(instance => instance.NumberID?.Value is not null).GroupBy(instance => instance.NumberID!.Value).ToDictionary(group => group.Key, group => group.First().AbstractNumId?.Val?.Value);

        private readonly Dictionary<int, AbstractNum> _listKinds = (main.NumberingDefinitionsPart?.Numbering?.Elements<AbstractNum>() ?? [])
            .Where(kind => kind.AbstractNumberId?.Value is not null).GroupBy(kind => kind.AbstractNumberId!.Value).ToDictionary(group => group.Key, group => group.First());

        // Each is asked again for every paragraph or run, and may have a hundred thousand parts.
        private readonly Dictionary<string, int?> _levels = new(StringComparer.Ordinal);
        private readonly Dictionary<(Type Property, string Style), OpenXmlElement?> _inherited = [];
        private readonly Dictionary<(int List, int Depth), bool> _ordered = [];
        private readonly Dictionary<OpenXmlElement, (string? Style, bool IsShaded)> _around = [];

        private readonly Dictionary<int, int> _numbers = [];
        private int _paragraph;
        private int _level = 1;
        private int _shift;

        public void Write(Body body)
        {
            // A title stands above the first level of headings.
            _shift = body.Descendants<Paragraph>().Any(paragraph => StyleLevel(paragraph) == 0) ? 1 : 0;
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
            if (StyleLevel(paragraph) is { } level)
            {
                document.Heading(_level = level + _shift, plain, _paragraph);
                _numbers.Clear();
                return;
            }

            if (plain.EndsWith('?') && plain.Length < 300 && IsBold(paragraph))
                document.Heading(_level + 1, plain, _paragraph);
            else if (ListOf(paragraph) is var (depth, ordered))
                document.Item(depth, ordered ? (_numbers[depth] = _numbers.GetValueOrDefault(depth) + 1).ToString(CultureInfo.InvariantCulture) + "." : "-", Text(paragraph, plain: false, warn: false), _paragraph);
            else
                document.Paragraph(Text(paragraph, plain: false, warn: false), _paragraph);
        }

        /// <summary>0 for a title, 1 to 9 for a heading, null for text; by the style, those it is based on, and the outline level.</summary>
        private int? StyleLevel(Paragraph paragraph)
        {
            var properties = paragraph.ParagraphProperties;
            if (properties?.OutlineLevel?.Val?.Value is { } own and < 9)
                return own + 1;
            if (properties?.ParagraphStyleId?.Val?.Value is not { } named)
                return null;
            return _levels.TryGetValue(named, out var known) ? known : _levels[named] = StyleLevel(named);
        }

        private int? StyleLevel(string? id)
        {
            for (var steps = 0; id is not null && steps < 10; steps++)
            {
                if (!_styles.TryGetValue(id, out var style))
                    return LevelOfName(id);
                if (LevelOfName(style.StyleName?.Val?.Value ?? "") is { } named)
                    return named;
                if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline and < 9)
                    return outline + 1;
                id = style.BasedOn?.Val?.Value;
            }

            return null;
        }

        private static int? LevelOfName(string name)
        {
            name = name.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
            if (name is "TITLE" or "TITRE")
                return 0;
            return name.StartsWith("HEADING", StringComparison.Ordinal) && int.TryParse(name.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9
                || name.StartsWith("TITRE", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out level) && level is >= 1 and <= 9
                ? level
                : null;
        }

        private (int Depth, bool Ordered)? ListOf(Paragraph paragraph)
        {
            if (paragraph.ParagraphProperties?.NumberingProperties is not { NumberingId.Val.Value: > 0 and var id } numbering)
                return null;
            var depth = numbering.NumberingLevelReference?.Val?.Value ?? 0;
            return (depth, _ordered.TryGetValue((id, depth), out var known) ? known : _ordered[(id, depth)] = IsOrdered(id, depth));
        }

        private bool IsOrdered(int id, int depth)
        {
            var format = (_lists.GetValueOrDefault(id) is { } kind ? _listKinds.GetValueOrDefault(kind) : null)
                ?.Elements<Level>().FirstOrDefault(candidate => candidate.LevelIndex?.Value == depth)?.NumberingFormat?.Val;
            return format is not null && format.Value != NumberFormatValues.Bullet && format.Value != NumberFormatValues.None;
        }

        private static bool IsBold(Paragraph paragraph)
        {
            var runs = paragraph.Descendants<WordRun>().Where(run => !string.IsNullOrWhiteSpace(run.InnerText)).ToList();
            return runs.Count > 0 && runs.TrueForAll(run => IsOn(run.RunProperties?.Bold));
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
            if (IsHidden(run))
            {
                if (warn && text.Trim().Length > 0)
                    document.Warn(_paragraph, "Hidden text was removed.");
                return "";
            }

            if (plain)
                return text;
            var escaped = MarkdownText.Escape(text).Replace("\n", "  \n", StringComparison.Ordinal);
            return IsOn(run.RunProperties?.Bold) && text.Trim().Length == text.Length && !text.Contains('\n', StringComparison.Ordinal) ? $"**{escaped}**" : escaped;
        }

        private bool IsHidden(WordRun run)
        {
            if (IsOn(Effective<Vanish>(run)) || IsOn(Effective<SpecVanish>(run)))
                return true;
            if (double.TryParse(Effective<FontSize>(run)?.Val?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size < SmallestSize)
                return true;
            // White on a ground of its own is meant to be read.
            return IsWhite(Effective<Color>(run)) && Effective<Highlight>(run) is null && !IsShaded(Effective<Shading>(run))
                && !Around(run.Ancestors<Paragraph>().FirstOrDefault()).IsShaded && !Around(run.Ancestors<TableCell>().FirstOrDefault()).IsShaded;
        }

        /// <summary>The style and the ground of a paragraph or a cell.</summary>
        private (string? Style, bool IsShaded) Around(OpenXmlElement? element)
        {
            if (element is null)
                return default;
            if (_around.TryGetValue(element, out var known))
                return known;
            return _around[element] = element is Paragraph paragraph
                ? (paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value, IsShaded(paragraph.ParagraphProperties?.Shading))
                : (null, IsShaded((element as TableCell)?.TableCellProperties?.Shading));
        }

        /// <summary>A property of a run: its own, or that of its style, or that of the paragraph's.</summary>
        private T? Effective<T>(WordRun run)
            where T : OpenXmlElement =>
            run.RunProperties?.GetFirstChild<T>() ?? OfStyle<T>(run.RunProperties?.RunStyle?.Val?.Value)
            ?? OfStyle<T>(Around(run.Ancestors<Paragraph>().FirstOrDefault()).Style);

        private T? OfStyle<T>(string? id)
            where T : OpenXmlElement
        {
            if (id is null)
                return null;
            return (T?)(_inherited.TryGetValue((typeof(T), id), out var known) ? known : _inherited[(typeof(T), id)] = FindInStyles<T>(id));
        }

        private T? FindInStyles<T>(string? id)
            where T : OpenXmlElement
        {
            for (var steps = 0; id is not null && steps < 10 && _styles.TryGetValue(id, out var style); steps++)
            {
                if (style.StyleRunProperties?.GetFirstChild<T>() is { } found)
                    return found;
                id = style.BasedOn?.Val?.Value;
            }

            return null;
        }

        private static bool IsShaded(Shading? shading) => shading is { Fill.Value: { } fill } && !fill.Equals("auto", StringComparison.OrdinalIgnoreCase) && !IsNearlyWhite(fill);

        // A colour of the theme comes before the one beside it; the theme's ground is white unless it is shaded.
        private static bool IsWhite(Color? color) => color?.ThemeColor?.Value is { } theme
            ? (theme == ThemeColorValues.Background1 || theme == ThemeColorValues.Light1) && color.ThemeShade is null
            : IsNearlyWhite(color?.Val?.Value);

        private static bool IsNearlyWhite(string? color) =>
            color is { Length: 6 } && uint.TryParse(color, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
            && Math.Min(rgb >> 16, Math.Min((rgb >> 8) & 0xFF, rgb & 0xFF)) >= NearlyWhite;

        private string? LinkOf(Hyperlink link) =>
            link.Id?.Value is { } id && _links.GetValueOrDefault(id) is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" or "tel" } uri
                ? uri.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)
                : null;

        private static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);
    }
}
