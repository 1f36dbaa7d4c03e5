using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Finds where sentences end that carry a citation.</summary>
internal static partial class CitedSentences
{
    /// <summary>The text up to the end of its last sentence with a citation; empty when there is none.</summary>
    public static string Of(string text) => text[..Ends(text).LastOrDefault()];

    /// <summary>Where each sentence with a citation ends.</summary>
    public static IEnumerable<int> Ends(string text)
    {
        foreach (Match match in SentenceEnd().Matches(text))
            yield return match.Index + match.Length;
    }

    /// <summary>Citations after a sentence's full stop, before it, or at the end of a line.</summary>
    [GeneratedRegex(
        @"[.!?…][»""”)*_]{0,3}(?:\s?\[\d{1,9}\])+(?=\s|\z)"
        + @"|\[\d{1,9}\][»""”)*_]{0,3}(?:[.…]|\s?[!?])[»""”)*_]{0,3}(?=\s|\z)"
        + @"|\[\d{1,9}\][»""”)*_]{0,3}(?=\n)",
        RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
