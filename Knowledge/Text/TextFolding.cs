using System.Globalization;
using System.Text;

namespace AssistantBot.Knowledge.Text;

/// <summary>Reduces letters to lower case without accents, so that "Congé", "congé" and "CONGE" are one word.</summary>
public static class TextFolding
{
    private const int TableSize = 0x250;
    private static readonly string?[] Latin = BuildLatinTable();

    /// <summary>The text in lower case, without accents, ligatures opened, typographic apostrophes and hyphens made plain. Never throws for odd text.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            AppendFolded(builder, character);
        }

        return builder.ToString();
    }

    /// <summary>True for a character that belongs to a word: a letter, a digit, or an accent that stands alone.</summary>
    internal static bool IsWordCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character)
        || (character >= 0x80 && (char.IsLetterOrDigit(character) || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark));

    /// <summary>True for the ASCII apostrophe and the characters that are typed instead of it.</summary>
    internal static bool IsApostrophe(char character) =>
        character is '\'' or '\u2019' or '\u2018' or '\u02BC' or '\u0060' or '\u00B4' or '\u2032' or '\uFF07';

    internal static bool IsHyphen(char character) =>
        character is '-' or '\u2010' or '\u2011' or '\u00AD';

    internal static void AppendFolded(StringBuilder builder, char character)
    {
        if (character < 0x80)
        {
            builder.Append(char.ToLowerInvariant(character));
        }
        else if (IsApostrophe(character))
        {
            builder.Append('\'');
        }
        else if (IsHyphen(character))
        {
            builder.Append('-');
        }
        else if (character < TableSize && Latin[character] is { } folded)
        {
            builder.Append(folded);
        }
        else if (character is >= '\uFF01' and <= '\uFF5E')
        {
            builder.Append(char.ToLowerInvariant((char)(character - 0xFEE0)));
        }
        else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
        {
            builder.Append(char.ToLowerInvariant(character));
        }
    }

    private static string?[] BuildLatinTable()
    {
        var table = new string?[TableSize];
        for (var code = 0x80; code < TableSize; code++)
        {
            var character = (char)code;
            if (!char.IsLetter(character))
            {
                continue;
            }

            var builder = new StringBuilder();
            foreach (var part in character.ToString().Normalize(NormalizationForm.FormKD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                {
                    builder.Append(char.ToLowerInvariant(part));
                }
            }

            table[code] = builder.ToString();
        }

        table['œ'] = table['Œ'] = "oe";
        table['æ'] = table['Æ'] = "ae";
        table['ß'] = "ss";
        table['ø'] = table['Ø'] = "o";
        table['ł'] = table['Ł'] = "l";
        table['đ'] = table['Đ'] = "d";
        return table;
    }
}
