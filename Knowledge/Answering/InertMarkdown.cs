using System.Net;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Makes a model's text harmless wherever it is shown: no HTML, no image, no link that the sources do not hold,
/// no character that cannot be seen.
/// </summary>
internal static partial class InertMarkdown
{
    private const int MostPasses = 8;

    /// <summary>Cleans <paramref name="text"/>.</summary>
    /// <param name="text">What the model wrote, or the beginning of it.</param>
    /// <param name="isKnown">Whether an address or host stands in the sources.</param>
    public static string Clean(string text, Func<string, bool> isKnown)
    {
        text = HiddenText.Remove(AnsiEscape().Replace(text.ReplaceLineEndings("\n"), ""));
        // Removing one construct may join the pieces of another; a text that does not settle is hostile.
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var before = text;
            text = WebUtility.HtmlDecode(text);
            text = HiddenText.Remove(text);
            text = Tag().Replace(text, "");
            text = OpenTag().Replace(text, "");
            text = Image().Replace(text, "");
            text = Definition().Replace(text, "");
            text = Link().Replace(text, match =>
                !match.Groups["url"].Success ? "] ("
                : isKnown(match.Groups["url"].Value) ? match.Value
                : match.Groups["text"].Value);
            text = Address().Replace(text, match => isKnown(match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', '/', '*', '_')) ? match.Value : "");
            if (text == before)
                return BlankLines().Replace(text, "\n\n").Trim();
        }

        return "";
    }

    [GeneratedRegex(@"\x1B(\[[0-9;?]*[A-Za-z]|\][^\x07\x1B]*(\x07|\x1B\\)?)", RegexOptions.CultureInvariant)]
    private static partial Regex AnsiEscape();

    [GeneratedRegex(@"<!--.*?(-->|\z)|<[A-Za-z/!?][^<>]*>", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"<(?=[A-Za-z/!?])", RegexOptions.CultureInvariant)]
    private static partial Regex OpenTag();

    [GeneratedRegex(@"!\[[^\]]*\](\([^)]*\)?|\[[^\]]*\]?)?|!\[", RegexOptions.CultureInvariant)]
    private static partial Regex Image();

    [GeneratedRegex(@"^[ \t>*+\-]{0,40}(?:\d{1,9}[.)][ \t]{1,20})?\[[^\]\n]{0,999}\]:.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Definition();

    /// <summary>A whole link, or the joint of one that something may complete later.</summary>
    [GeneratedRegex(@"\[(?<text>(?:[^\[\]]|\[\d+\])*)\]\(\s*(?<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)]*\)|\]\(", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    /// <summary>Addresses with a scheme, and names that a channel may turn into a link by itself. Bounded, so that no text is slow to judge.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\])""»]*"
        + @"|(?:javascript|vbscript):"
        + @"|\b(?:mailto|tel|sip|data|file|ms-[a-z]{1,20}|msteams):[^\s<>\])""»]+"
        + @"|[\p{L}\p{Nd}._%+-]{1,64}@[\p{L}\p{Nd}-]{1,63}(?:\.[\p{L}\p{Nd}-]{1,63}){1,8}"
        + @"|(?<![\p{L}\p{Nd}])(?:[\p{L}\p{Nd}][\p{L}\p{Nd}_-]{0,62}\.){1,8}\p{L}[\p{L}\p{Nd}-]{1,62}(?::\d{1,5})?(?:/[^\s<>\])""»]*)?"
        + @"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:/[^\s<>\])""»]*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\n(?>[ \t\n]*)\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
