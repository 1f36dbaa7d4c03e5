using System.Globalization;
using System.Text;

namespace AssistantBot.Triage.Text;

/// <summary>Lower case without accents: "Décès" and "deces" are the same word.</summary>
internal static class Folding
{
    private static readonly string[] Table = BuildTable();

    /// <summary>The folded form of a letter or digit; empty for everything else.</summary>
    public static string Fold(char c)
    {
        if (c < Table.Length)
        {
            return Table[c];
        }

        return char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c).ToString() : string.Empty;
    }

    private static string[] BuildTable()
    {
        var table = new string[0x250];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            table[i] = c switch
            {
                'œ' or 'Œ' => "oe",
                'æ' or 'Æ' => "ae",
                'ß' => "ss",
                _ => char.IsLetterOrDigit(c) ? Strip(c) : string.Empty,
            };
        }

        return table;
    }

    private static string Strip(char c)
    {
        var folded = new StringBuilder(2);
        foreach (var part in char.ToLowerInvariant(c).ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(part);
            }
        }

        return folded.ToString();
    }
}
