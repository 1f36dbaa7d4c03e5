using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Parses a page and gives up on one that is made to cost: every element is compared with those it stands in, and emphasis that is never
/// closed comes again in every paragraph.
/// </summary>
internal sealed class HtmlGuard
{
    private const int MostTags = 1_000_000;
    private const int MostElements = 300_000;
    private const int DeepestNesting = 500;
    private const int MostAttributes = 5_000;

    private int _elements;
    private IElement? _last;

    private HtmlGuard()
    {
    }

    /// <summary>The page.</summary>
    /// <exception cref="ImportRefusedException">It has too many elements, or they are nested too deep.</exception>
    public static IHtmlDocument Parse(string text)
    {
        if (text.AsSpan().Count('<') > MostTags)
            throw TooMany();
        RefuseAttributes(text);
        var guard = new HtmlGuard();
        return new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true, OnCreated = (element, position) => guard.Note(element, position.Line) }).ParseDocument(text);
    }

    // Each attribute of a tag is compared with those before it.
    private static void RefuseAttributes(string text)
    {
        var (place, attributes, line, quote, named) = (Place.Outside, 0, 1, '\0', false);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            line += character == '\n' ? 1 : 0;
            if (place == Place.Outside)
            {
                if (character == '<' && index + 1 < text.Length && char.IsAsciiLetter(text[index + 1]))
                    (place, attributes) = (Place.TagName, 0);
            }
            else if (place == Place.Quoted)
            {
                if (character == quote)
                    (place, named) = (Place.Between, false);
            }
            else if (character == '>')
            {
                place = Place.Outside;
            }
            else if (char.IsWhiteSpace(character) || (character == '/' && place is not (Place.BeforeValue or Place.Value)))
            {
                named = place is Place.Name or Place.Between && named && character != '/';
                place = place == Place.BeforeValue ? place : Place.Between;
            }
            else if (place == Place.BeforeValue)
            {
                (place, quote) = (character is '"' or '\'' ? Place.Quoted : Place.Value, character);
            }
            else if (character == '=' && (place == Place.Name || (place == Place.Between && named)))
            {
                place = Place.BeforeValue;
            }
            else if (place == Place.Between)
            {
                (place, named) = (Place.Name, true);
                if (++attributes > MostAttributes)
                    throw new ImportRefusedException(line, $"An element has more than {MostAttributes:N0} attributes.");
            }
        }
    }

    // The one before is in its place by now, with the emphasis that came again below it; the new one is not yet.
    private void Note(IElement element, int line)
    {
        var depth = 0;
        for (INode? at = _last; at is not null; at = at.Parent)
            depth++;
        for (var below = _last?.LastElementChild; below is not null; below = below.LastElementChild, depth++)
            _elements++;
        if (depth > DeepestNesting)
            throw new ImportRefusedException(line, $"Elements are nested more than {DeepestNesting} deep.");
        if (++_elements > MostElements)
            throw TooMany();
        _last = element;
    }

    private static ImportRefusedException TooMany() => new(0, "The page has more elements than one that was written to be read: cut it by theme.");

    private enum Place
    {
        Outside,
        TagName,
        Between,
        Name,
        BeforeValue,
        Value,
        Quoted,
    }
}
