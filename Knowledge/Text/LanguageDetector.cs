namespace AssistantBot.Knowledge.Text;

/// <summary>
/// Tells French from English in texts as short as a chat message, from function words, accents, elisions and spelling.
/// Thread-safe; never throws for odd text.
/// </summary>
public static class LanguageDetector
{
    private const int LongestSample = 2000;
    private static readonly string[] FrenchEndings = ["ment", "eur", "eurs", "eux", "aux", "ez", "ais", "ait", "ique", "oir", "ance", "elle", "ette", "oire", "aire", "ie", "ier", "iere", "ois", "ons"];
    private static readonly string[] EnglishEndings = ["ing", "ed", "ly", "ght", "ship", "ness", "ful", "ty", "ck", "day", "ow", "ay", "ee", "sh", "ch", "ld", "ll", "oom"];

    private static readonly HashSet<string> FrenchWords = Words(
        "conge conges jour jours demande mot passe salle bureau facture commande livraison colis rendez client salarie travail paie bulletin vacances perdu perdue ouvrir horaires prix adresse besoin aide urgence securite sante formation reunion cle mission ordinateur ecran imprimante");

    private static readonly HashSet<string> EnglishWords = Words(
        "leave holiday request password room desk invoice order delivery parcel appointment customer employee work pay payslip lost open hours price address need help emergency health meeting key trip laptop screen printer new reset book where staff refund booking account");

    /// <summary>The language of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="fallback">What to return when the text does not tell (empty, figures, a name); null means <c>fr</c>.</param>
    /// <returns><c>fr</c> or <c>en</c>, or the fallback as given.</returns>
    public static string Detect(string text, string? fallback = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sample = text.Length > LongestSample ? text[..LongestSample] : text;
        var balance = 0.0;
        foreach (var character in sample)
        {
            // Accents that English never writes.
            if (char.ToLowerInvariant(character) is 'é' or 'è' or 'ê' or 'à' or 'ù' or 'ç' or 'â' or 'î' or 'ô' or 'û' or 'ë' or 'œ')
            {
                balance += 0.9;
            }
        }

        foreach (var token in TextAnalyzer.Analyze(sample, "fr"))
        {
            balance += Weigh(token, sample);
        }

        return balance > 0.25 ? "fr" : balance < -0.25 ? "en" : fallback ?? "fr";
    }

    private static double Weigh(TextToken token, string text)
    {
        var word = token.Folded;
        var weight = 0.0;
        var french = token.IsStopWord;
        var english = StopWords.English.Contains(word);
        if (french != english)
        {
            weight += french ? 1 : -1;
        }

        if (token.Start >= 2 && TextFolding.IsApostrophe(text[token.Start - 1]))
        {
            weight += word.Length > 2 ? 1 : -0.5;
        }

        if (FrenchWords.Contains(word))
        {
            weight += 1;
        }
        else if (EnglishWords.Contains(word))
        {
            weight -= 1;
        }
        else if (!french && !english && word.Length > 3)
        {
            weight += EndsWithAny(word, FrenchEndings) ? 0.35 : EndsWithAny(word, EnglishEndings) ? -0.35 : 0;
            if (word.Contains('w', StringComparison.Ordinal) || word.Contains("th", StringComparison.Ordinal))
            {
                weight -= 0.25;
            }
        }

        return weight;
    }

    private static bool EndsWithAny(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Words(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);
}
