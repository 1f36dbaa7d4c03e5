using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AssistantBot.Knowledge.Importing;

/// <summary>The styles of a Word document: which are headings, and what a run has from its style or those it is based on.</summary>
internal sealed class WordStyles(MainDocumentPart main)
{
    private readonly Dictionary<string, Style> _styles = (main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        .Where(style => style.StyleId?.Value is not null).GroupBy(style => style.StyleId!.Value!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    // Each is asked again for every paragraph or run, and may have a hundred thousand parts.
    private readonly Dictionary<string, int?> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<(Type Property, string Style), OpenXmlElement?> _inherited = [];

    /// <summary>0 for a title, 1 to 9 for a heading, null for text; by the style, those it is based on, and the outline level.</summary>
    public int? LevelOf(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        if (properties?.OutlineLevel?.Val?.Value is { } own and < 9)
            return own + 1;
        if (properties?.ParagraphStyleId?.Val?.Value is not { } named)
            return null;
        return _levels.TryGetValue(named, out var known) ? known : _levels[named] = LevelOf(named);
    }

    private int? LevelOf(string? id)
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

    /// <summary>A property of runs of a style; null when neither it nor what it is based on has it.</summary>
    public T? Find<T>(string? id)
        where T : OpenXmlElement
    {
        if (id is null)
            return null;
        return (T?)(_inherited.TryGetValue((typeof(T), id), out var known) ? known : _inherited[(typeof(T), id)] = FindInherited<T>(id));
    }

    private T? FindInherited<T>(string? id)
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

    /// <summary>True when a switch is there and not turned off.</summary>
    public static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);
}
