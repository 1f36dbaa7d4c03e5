using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Recognises questions that lean on the one before ("et pour les stagiaires ?", "what about weekends?", "combien ?") by their little words.</summary>
internal static class FollowUp
{
    private const int LongestContent = 4;
    private const int LongestPointing = 3;
    private const int LongestText = 400;

    // What opens a follow-up, whatever comes then.
    private static readonly string[] Additions =
    [
        "et si ", "et ", "ou si ", "ou pour ", "ou avec ", "mais ", "meme pour ", "meme ", "aussi ", "sinon ", "seulement ", "uniquement ", "pareil ", "idem ", "meme chose ",
        "and what about ", "and if ", "and ", "or ", "but ", "what about ", "how about ", "what of ", "what if ", "even ", "only ", "also ", "same for ", "same thing ",
    ];

    // What opens one only when the rest says little.
    private static readonly string[] Openings =
    [
        "alors ", "donc ", "dans ce cas", "a partir de quand", "jusqu'a quand", "depuis quand", "combien", "est-ce que c'est", "c'est ", "est-ce ", "ca ", "pour ",
        "so ", "then ", "in that case", "until when", "since when", "from when", "how long", "how much", "how many", "how soon", "how often", "is it", "is that", "are they", "does it", "does that", "do they", "can it", "can they", "can i do that", "could it", "will it", "would it", "for ",
    ];

    private static readonly HashSet<string> Circumstances = Split(
        "pour si avec sans chez a en dans depuis apres avant pendant par entre vers hors for if with without in to at by from on after before during under over as");

    // Words that stand for something said before and for nothing else.
    private static readonly HashSet<string> Pronouns = Split("ca cela ceci c celui celle ceux celles il elle ils elles it this that these those one ones he she they them");

    private static readonly HashSet<string> Demonstratives = Split("ce cet cette ces");
    private static readonly HashSet<string> PluralPronouns = Split("they them");
    private static readonly HashSet<string> Impersonal = Split("faut faudra faudrait y fait fera pleut semble parait vaut reste");
    private static readonly HashSet<string> Articles = Split("le la les l");

    private static readonly HashSet<string> Determiners = Split(
        "un une des du au aux le la les l mon ma mes ton ta tes notre nos votre vos quel quelle quels quelles a an the my your our which what any");

    // What is measured is no subject: how much of it, how long, how soon.
    private static readonly HashSet<string> Measures = Split(
        "temps delai delais duree maximum minimum max min total avance fois jour jours semaine semaines mois an ans annee heure heures prix cout time times while day days week weeks month months year years hour hours most least price cost maximum");

    private static readonly HashSet<string> Askers = Split(
        "combien quand quel quelle quels quelles qui que quoi comment ou pourquoi how when where who what which why until since");

    /// <summary>True when the text opens like a follow-up, points back or says almost nothing by itself.</summary>
    public static bool LeansOnEarlier(string text, string language) => KindOf(text, language) != FollowUpKind.None;

    /// <summary>How the text leans on what was said before.</summary>
    public static FollowUpKind KindOf(string text, string language)
    {
        var start = text.Length > LongestText ? text[..LongestText] : text;
        var folded = TextFolding.Fold(start).Trim();
        var tokens = TextAnalyzer.Analyze(start, language);
        var content = tokens.Count(token => !token.IsStopWord);
        if (content > LongestContent)
        {
            return FollowUpKind.None;
        }

        var words = Words(folded);
        var names = Names(words, language) || NamesAfterComma(folded)
            || tokens.Any(token => token.Start > 0 && !token.IsStopWord && char.IsUpper(start[token.Start]));
        if (content <= LongestPointing && (Points(words, names, content) || LeavesOut(words, tokens, names, language)))
        {
            return FollowUpKind.Points;
        }

        if (Array.Find(Additions, opening => folded.StartsWith(opening, StringComparison.Ordinal)) is { } addition)
        {
            var rest = Words(folded[addition.Length..]);
            var opens = rest.Count > 0 && Circumstances.Contains(rest[0]) && !(rest[0] == "a" && TextAnalyzer.IsEnglish(language));
            return opens || Words(addition).Exists(Circumstances.Contains) ? FollowUpKind.Qualifies : FollowUpKind.Adds;
        }

        return content <= 1 || (!names && content <= LongestPointing && words.Count > 0 && Askers.Contains(words[0]))
            || Array.Exists(Openings, opening => folded.StartsWith(opening, StringComparison.Ordinal))
            ? FollowUpKind.Short
            : FollowUpKind.None;
    }

    /// <summary>The latest of the earlier questions with those it leans on itself: "et pour les stagiaires ?" names no subject to come back to.</summary>
    public static string Subject(IReadOnlyList<string> earlier, string language)
    {
        var first = earlier.Count - 1;
        while (first > 0 && KindOf(earlier[first], LanguageDetector.Detect(earlier[first], language)) is not (FollowUpKind.None or FollowUpKind.Short))
        {
            first--;
        }

        return string.Join(' ', earlier.Skip(first));
    }

    private static bool Points(List<string> words, bool names, int content)
    {
        for (var position = 0; position < words.Count; position++)
        {
            var next = position + 1 < words.Count ? words[position + 1] : "";
            if (PluralPronouns.Contains(words[position]) && content <= 2)
            {
                return true;
            }

            var stands = (Pronouns.Contains(words[position]) && !(words[position] == "il" && Impersonal.Contains(next)))
                || (Demonstratives.Contains(words[position]) && (position == 0 || words[position - 1] != "est") && next is not ("que" or "qu" or "qui"))
                || (words[position] == "then" && position == words.Count - 1)
                || IsObject(words, position);
            if (stands && !names)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a question after an amount or a date that does not say of what.</summary>
    private static bool LeavesOut(List<string> words, IReadOnlyList<TextToken> tokens, bool names, string language) =>
        !names && words.Exists(Askers.Contains)
        && tokens.All(token => token.IsStopWord || Measures.Contains(token.Folded) || CommonWords.Contains(token.Stem, language));

    /// <summary>True when the words name something: an article or a possessive, and then a word that says something.</summary>
    private static bool Names(List<string> words, string language)
    {
        for (var position = 0; position + 1 < words.Count; position++)
        {
            var next = words[position + 1];
            if (Determiners.Contains(words[position]) && !IsObject(words, position) && !TextAnalyzer.IsStopWord(next, language) && !Measures.Contains(next))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when what a pronoun stands for is named at the end: "ça se passe comment, le premier jour ?".</summary>
    private static bool NamesAfterComma(string folded) =>
        folded.LastIndexOf(',') is >= 0 and var comma && Words(folded[comma..]) is [var first, _, ..] && Determiners.Contains(first);

    /// <summary>True for the French articles where they are pronouns: "qui le valide ?", "où la trouver ?".</summary>
    private static bool IsObject(List<string> words, int position)
    {
        if (position == 0 || position + 1 >= words.Count || !Articles.Contains(words[position]))
        {
            return false;
        }

        var next = words[position + 1];
        return words[position - 1] == "qui"
            || (words[position - 1] is "comment" or "ou" or "je" or "on" or "pourquoi" or "faut" or "peut" or "dois"
                && (next.EndsWith("er", StringComparison.Ordinal) || next.EndsWith("ir", StringComparison.Ordinal) || next.EndsWith("re", StringComparison.Ordinal)));
    }

    /// <summary>All words, those too that <see cref="TextAnalyzer"/> leaves out because they are elided: of "c'est payé ?" the first one is the pronoun.</summary>
    private static List<string> Words(string folded)
    {
        List<string> words = [];
        var start = 0;
        for (var position = 0; position <= folded.Length; position++)
        {
            if (position < folded.Length && TextFolding.IsWordCharacter(folded[position]))
            {
                continue;
            }

            if (position > start)
            {
                words.Add(folded[start..position]);
            }

            start = position + 1;
        }

        return words;
    }

    private static HashSet<string> Split(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);
}
