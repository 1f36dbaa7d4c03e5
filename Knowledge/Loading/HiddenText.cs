using System.Globalization;
using System.Text;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Removes the characters a reader cannot see but a model would read.</summary>
public static class HiddenText
{
    /// <summary>
    /// Removes zero-width, direction-override, tag and control characters; line breaks and tabs stay, so lines keep their numbers.
    /// Joiners inside an emoji sequence stay.
    /// </summary>
    /// <param name="text">Any text; lone surrogates are removed.</param>
    /// <param name="linesWithHiddenText">Called with the 1-based number of each line that lost characters, once a line. May be null.</param>
    public static string Remove(string text, Action<int>? linesWithHiddenText = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? kept = null;
        var line = 1;
        var reported = 0;
        var previous = default(Rune);
        for (var i = 0; i < text.Length;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && !IsHidden(rune, previous))
            {
                kept?.Append(text, i, length);
            }
            else
            {
                kept ??= new StringBuilder(text.Length).Append(text, 0, i);
                if (reported != line)
                    linesWithHiddenText?.Invoke(reported = line);
            }

            if (whole && rune.Value == '\n')
                line++;
            previous = whole ? rune : default;
            i += length;
        }

        return kept?.ToString() ?? text;
    }

    private static bool IsHidden(Rune rune, Rune previous) => rune.Value switch
    {
        '\n' or '\r' or '\t' => false,
        0x200D => !IsPictograph(previous),
        0xFE0F => !IsPictograph(previous) && previous.Value is not (>= '0' and <= '9') and not '#' and not '*',
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFFA0 => true,
        >= 0xFE00 and <= 0xFE0E => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        0x2028 or 0x2029 => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned,
    };

    private static bool IsPictograph(Rune rune) =>
        rune.Value is >= 0x2190 and <= 0x2BFF or >= 0x1F000 and <= 0x1FAFF or 0xFE0F or 0x00A9 or 0x00AE;
}
