using System.Text;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>
/// Understands yes and no in French and English as people write them: "ouais carrément", "pas de souci", "non c'est bon merci", "nope",
/// "why not", 👍. What is unclear or speaks of something else is neither.
/// </summary>
public static class ConfirmRecognizer
{
    /// <summary>Longest answer, in words, that is read as agreement or refusal without an outright yes or no.</summary>
    private const int ShortAnswer = 8;

    /// <summary>Reads an answer.</summary>
    /// <returns>True for yes, false for no, null when it is neither.</returns>
    public static bool? Recognize(string? text)
    {
        var tokens = Normalize(AnswerText.Tokenize(text));
        if (tokens.Count == 0)
            return null;
        var found = Scan(tokens);
        if (WholeAnswer(tokens, found) is { } whole)
            return whole;

        found = found.Where(phrase => phrase.Meaning != ConfirmMeaning.Filler).ToList();
        if (found.Count == 0)
            return IsPlease(tokens) ? true : null;
        if (Has(found, ConfirmMeaning.Unsure) && (found[0].Meaning == ConfirmMeaning.Unsure || tokens.Count <= ShortAnswer))
            return null;

        var saysYes = Has(found, ConfirmMeaning.StrongYes);
        var saysNo = Has(found, ConfirmMeaning.StrongNo);
        if (saysYes && saysNo)
            return AfterCorrection(found);
        if (saysNo)
            return found[0].IsLeading || tokens.Count <= ShortAnswer ? false : null;
        if (saysYes)
            return YesUnlessPutOff(tokens, found);
        return tokens.Count <= ShortAnswer ? Shortly(found) : null;
    }

    private static bool? YesUnlessPutOff(List<string> tokens, List<Phrase> found)
    {
        if (Has(found, ConfirmMeaning.Later))
            return null;
        if (found[0].IsLeading && found[0].Meaning is ConfirmMeaning.StrongYes or ConfirmMeaning.Yes)
            return true;
        return tokens.Count <= ShortAnswer && !Has(found, ConfirmMeaning.No) ? true : null;
    }

    // "Ok, pas besoin": agreement next to refusal is politeness.
    private static bool? Shortly(List<Phrase> found)
    {
        var agrees = Has(found, ConfirmMeaning.Yes);
        if (Has(found, ConfirmMeaning.No))
            return false;
        if (Has(found, ConfirmMeaning.Later))
            return agrees ? null : false;
        return agrees ? true : null;
    }

    // "Oui, enfin non": what comes after the correction counts.
    private static bool? AfterCorrection(List<Phrase> found)
    {
        var correction = found.FindLastIndex(phrase => phrase.Meaning == ConfirmMeaning.Correction);
        if (correction < 0)
            return null;
        var after = found.Skip(correction + 1).Where(phrase => phrase.Meaning is ConfirmMeaning.StrongYes or ConfirmMeaning.StrongNo).ToList();
        return after.Count == 1 ? after[0].Meaning == ConfirmMeaning.StrongYes : null;
    }

    private static bool? WholeAnswer(List<string> tokens, List<Phrase> found)
    {
        if (ConfirmPhrases.Whole.TryGetValue(string.Join(' ', tokens), out var answer))
            return answer;
        var fillers = found.Where(phrase => phrase.Meaning == ConfirmMeaning.Filler).SelectMany(phrase => Enumerable.Range(phrase.Start, phrase.Length)).ToHashSet();
        var rest = string.Join(' ', tokens.Where((_, i) => !fillers.Contains(i)));
        return ConfirmPhrases.Whole.TryGetValue(rest, out answer) ? answer : null;
    }

    private static bool IsPlease(List<string> tokens) =>
        tokens.Count <= ShortAnswer && tokens[0] is "please" or "pls" or "plz" or "svp" or "stp" or "s"
        && tokens.TrueForAll(ConfirmPhrases.Vocabulary.Contains);

    private static bool Has(List<Phrase> found, ConfirmMeaning meaning) => found.Exists(phrase => phrase.Meaning == meaning);

    // Longest phrases first, left to right.
    private static List<Phrase> Scan(List<string> tokens)
    {
        var found = new List<Phrase>();
        var onlyFillersSoFar = true;
        for (var i = 0; i < tokens.Count;)
        {
            var length = Math.Min(ConfirmPhrases.MaxWords, tokens.Count - i);
            ConfirmMeaning meaning = default;
            while (length > 0 && !ConfirmPhrases.Inside.TryGetValue(string.Join(' ', tokens.Skip(i).Take(length)), out meaning))
                length--;
            if (length == 0)
            {
                onlyFillersSoFar = false;
                i++;
                continue;
            }

            found.Add(new Phrase(meaning, i, length, onlyFillersSoFar));
            onlyFillersSoFar &= meaning == ConfirmMeaning.Filler;
            i += length;
        }

        return found;
    }

    // Drops the French "ne", which speech drops too, and unstretches "ouiiii".
    private static List<string> Normalize(List<string> tokens)
    {
        var normal = tokens.Select(token => ConfirmPhrases.Vocabulary.Contains(token) ? token : Unstretch(token)).ToList();
        if (normal.Count > 1)
            normal.RemoveAll(token => token is "ne" or "n");
        return normal;
    }

    private static string Unstretch(string token)
    {
        var once = new StringBuilder(token.Length);
        foreach (var letter in token)
        {
            if (once.Length == 0 || once[^1] != letter)
                once.Append(letter);
        }

        var candidate = once.ToString();
        return ConfirmPhrases.Vocabulary.Contains(candidate) ? candidate : token;
    }

    private sealed record Phrase(ConfirmMeaning Meaning, int Start, int Length, bool IsLeading);
}
