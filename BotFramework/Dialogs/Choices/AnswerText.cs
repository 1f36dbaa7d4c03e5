using System.Globalization;
using System.Text;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Cuts an answer into words that compare well: lower case, without accents, apostrophes and punctuation; each emoji a word.</summary>
internal static class AnswerText
{
    public static List<string> Tokenize(string? text)
    {
        var tokens = new List<string>();
        if (string.IsNullOrEmpty(text))
            return tokens;
        var word = new StringBuilder();
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
                continue;
            }

            Flush(word, tokens);
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol)
                tokens.Add(rune.ToString());
        }

        Flush(word, tokens);
        return tokens;
    }

    // Replacing lone surrogates first: normalization refuses them.
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            folded.Append(rune.ToString());
        var decomposed = folded.Replace("œ", "oe").Replace("Œ", "oe").Replace("æ", "ae").Replace("Æ", "ae").ToString().Normalize(NormalizationForm.FormKD);
        folded.Clear();
        foreach (var rune in decomposed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierSymbol))
                folded.Append(rune.ToString());
        }

        return folded.ToString();
    }

    private static void Flush(StringBuilder word, List<string> tokens)
    {
        if (word.Length == 0)
            return;
        tokens.Add(word.ToString());
        word.Clear();
    }
}
