using System.Globalization;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Numbers and ordinals in French and English, both understood whatever the locale: people mix them.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, int> Cardinals = Index(
        "zero", "un une one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "huit eight", "neuf nine",
        "dix ten", "onze eleven", "douze twelve", "treize thirteen", "quatorze fourteen", "quinze fifteen", "seize sixteen",
        "seventeen", "eighteen", "nineteen", "vingt twenty");

    private static readonly Dictionary<string, int> Ordinals = Index(
        "", "premier premiere first 1er 1ere 1re 1st", "deuxieme second seconde 2e 2eme 2nd 2nde", "troisieme third 3e 3eme 3rd",
        "quatrieme fourth 4e 4eme 4th", "cinquieme fifth 5e 5eme 5th", "sixieme sixth 6e 6eme 6th", "septieme seventh 7e 7eme 7th",
        "huitieme eighth 8e 8eme 8th", "neuvieme ninth 9e 9eme 9th", "dixieme tenth 10e 10eme 10th", "onzieme eleventh 11e 11eme 11th",
        "douzieme twelfth 12e 12eme 12th");

    private static readonly HashSet<string> Last = ["dernier", "derniere", "last"];

    private static readonly HashSet<string> BeforeLast = ["avant", "second", "next", "penultimate", "penultieme"];

    // Articles as much as numbers: they count only where nothing else is said.
    private static readonly HashSet<string> Articles = ["un", "une", "one"];

    private static readonly HashSet<string> Fillers =
    [
        "le", "la", "l", "les", "the", "number", "numero", "no", "num", "n", "option", "choix", "choice", "reponse", "answer", "svp", "stp",
        "please", "merci", "thanks", "s", "il", "te", "vous", "plait", "je", "prends", "prend", "veux", "choisis", "i", "ll", "take", "pick", "choose",
        "want", "go", "with", "for", "pour", "va", "vais", "plutot", "rather", "ok", "alors", "donc", "euh", "well", "celui", "celle", "ci",
    ];

    /// <summary>The first ordinal as an index from 0, or null. "Last" needs to know how many there are.</summary>
    public static int? Ordinal(IReadOnlyList<string> tokens, int count)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is "penultimate" or "penultieme" or "avantdernier" or "avantderniere")
                return count - 2;
            if (Last.Contains(tokens[i]))
                return i > 0 && BeforeLast.Contains(tokens[i - 1]) ? count - 2 : count - 1;
            var isBeforeLast = i + 1 < tokens.Count && Last.Contains(tokens[i + 1]) && BeforeLast.Contains(tokens[i]);
            if (!isBeforeLast && Ordinals.TryGetValue(tokens[i], out var ordinal))
                return ordinal - 1;
        }

        return null;
    }

    /// <summary>The first number as an index from 0, or null.</summary>
    public static int? Number(IReadOnlyList<string> tokens)
    {
        var says = tokens.Where(token => !Fillers.Contains(token)).ToList();
        foreach (var token in says)
        {
            if (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number - 1;
            if (Cardinals.TryGetValue(token, out number) && (!Articles.Contains(token) || says.Count == 1))
                return number - 1;
        }

        return null;
    }

    private static Dictionary<string, int> Index(params string[] words) =>
        words.SelectMany((forms, value) => forms.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(form => (form, value)))
            .ToDictionary(entry => entry.form, entry => entry.value, StringComparer.Ordinal);
}
