using System.Globalization;

namespace AssistantBot.Knowledge.Loading;

/// <summary>
/// What no text written for readers reaches. Reading Markdown costs far more than its length when a file is made to: these limits are looked
/// at before, so that such a file costs no more than any other.
/// </summary>
internal static class MarkdownLimits
{
    /// <summary>Most paragraphs, tables, lists and headings of a file.</summary>
    public const int Blocks = 200_000;

    /// <summary>Longest stretch of lines without an empty line or a heading, in characters.</summary>
    public const int BlockLength = 60_000;

    /// <summary>Most opening brackets, which may begin links, of such a stretch.</summary>
    public const int Brackets = 1_000;

    /// <summary>The first place that passes a limit, or null.</summary>
    public static (int Line, string Reason)? FindExcess(string text)
    {
        int line = 0, start = 0, length = 0, brackets = 0, blocks = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var trimmed = content.TrimStart();
            if (trimmed.IsEmpty || IsHeading(content))
                (length, brackets) = (0, 0);
            if (trimmed.IsEmpty)
                continue;
            if (length == 0)
            {
                start = line;
                if (++blocks > Blocks)
                    return (line, string.Create(CultureInfo.InvariantCulture, $"The file has more than {Blocks:N0} paragraphs and headings: cut it by theme."));
            }

            length += content.Length + 1;
            brackets += content.Count('[');
            if (length > BlockLength)
                return (start, string.Create(CultureInfo.InvariantCulture, $"The text that begins here has more than {BlockLength:N0} characters without an empty line: cut it."));
            if (brackets > Brackets)
                return (start, string.Create(CultureInfo.InvariantCulture, $"The text that begins here has more than {Brackets:N0} opening brackets: cut it."));
        }

        return null;
    }

    // A line that only looks like one goes on with the paragraph above it.
    private static bool IsHeading(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(' ');
        var marks = text.IndexOfAnyExcept('#');
        return line.Length - text.Length <= 3 && (marks < 0 ? text.Length : marks) is >= 1 and <= 6 && (marks < 0 || text[marks] is ' ' or '\t');
    }
}
