using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using WordRun = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace AssistantBot.Knowledge.Importing;

/// <summary>What a reader of a Word document does not see: hidden, too small, or white on white, by itself or by its style.</summary>
internal sealed class WordVisibility(WordStyles styles)
{
    /// <summary>Half points: smaller than anybody reads.</summary>
    private const double SmallestSize = 6;

    /// <summary>Least of the three parts of a colour that nobody sees on white.</summary>
    private const uint NearlyWhite = 0xF8;

    private readonly Dictionary<OpenXmlElement, (string? Style, bool IsShaded)> _around = [];

    /// <summary>True for what nobody sees.</summary>
    public bool IsHidden(WordRun run)
    {
        if (WordStyles.IsOn(Effective<Vanish>(run)) || WordStyles.IsOn(Effective<SpecVanish>(run)))
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
        run.RunProperties?.GetFirstChild<T>() ?? styles.Find<T>(run.RunProperties?.RunStyle?.Val?.Value)
        ?? styles.Find<T>(Around(run.Ancestors<Paragraph>().FirstOrDefault()).Style);

    private static bool IsShaded(Shading? shading) => shading is { Fill.Value: { } fill } && !fill.Equals("auto", StringComparison.OrdinalIgnoreCase) && !IsNearlyWhite(fill);

    // A colour of the theme comes before the one beside it; the theme's ground is white unless it is shaded.
    private static bool IsWhite(Color? color) => color?.ThemeColor?.Value is { } theme
        ? (theme == ThemeColorValues.Background1 || theme == ThemeColorValues.Light1) && color.ThemeShade is null
        : IsNearlyWhite(color?.Val?.Value);

    private static bool IsNearlyWhite(string? color) =>
        color is { Length: 6 } && uint.TryParse(color, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
        && Math.Min(rgb >> 16, Math.Min((rgb >> 8) & 0xFF, rgb & 0xFF)) >= NearlyWhite;
}
