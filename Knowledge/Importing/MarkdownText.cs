using System.Text;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Plain text as Markdown that shows the same characters and does nothing else.</summary>
internal static partial class MarkdownText
{
    /// <summary>Escapes what Markdown would read as more than text; what it leaves alone stays readable.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var next = index + 1 < text.Length ? text[index + 1] : ' ';
            var previous = index > 0 ? text[index - 1] : ' ';
            var special = character switch
            {
                '\\' => char.IsAsciiLetterOrDigit(next) is false && next != ' ',
                '`' or '[' => true,
                '*' => next != ' ' || previous != ' ',
                '_' => !(char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(next)),
                '<' => char.IsAsciiLetter(next) || next is '/' or '!' or '?',
                '&' => char.IsAsciiLetter(next) || next == '#',
                _ => false,
            };
            if (special)
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Escapes a heading, whose reader takes every escape away again.</summary>
    public static string EscapeHeading(string text) =>
        HeadingSpecial().Replace(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), @"\$0");

    /// <summary>Escapes the beginning of a paragraph's lines where it would make a heading, a list or a quotation of them.</summary>
    public static string EscapeStart(string markdown) => NumberStart().Replace(BlockStart().Replace(markdown, @"$1\$2"), @"$1\$2");

    [GeneratedRegex(@"[\\`*_\[\]<>#&|~]", RegexOptions.CultureInvariant)]
    private static partial Regex HeadingSpecial();

    [GeneratedRegex(@"^([ \t]*)([#>|+=~-])(?=[\s#>|+=~-]|$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"^([ \t]*\d{1,9})([.)])(?=\s)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NumberStart();
}
