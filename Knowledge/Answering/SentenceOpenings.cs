using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Tells how much of a sentence may be seen before it is whole: the opening of a sentence of the passage it cites, word for word, or a few words
/// without a verb, which state nothing. Never a figure, a day, a month, markup, an address, or the opening of a sentence that says no.
/// </summary>
/// <param name="language">The person's.</param>
/// <param name="passages">The passages, in the order of their numbers. Those of another language open no sentence.</param>
internal sealed partial class SentenceOpenings(string language, IReadOnlyList<KnowledgeEntry> passages)
{
    private const int MostPlain = 4;

    // Neither a verb, nor a first person, nor a yes or no, nor a number or a condition among them.
    private static readonly FrozenSet<string> PlainFrench = Words(
        "le la les l du de des d au aux a un une ce cet cette ces vous votre vos il elle ils elles leur leurs on son sa ses nos notre nous dans sur par pour en chez");

    private static readonly FrozenSet<string> PlainEnglish = Words(
        "the a an this that these those you your it its they their he she our we for to in on at of by from");

    private readonly Dictionary<int, List<string[]>> _openings = [];

    /// <summary>The part of <paramref name="sentence"/>, from its beginning, that may be seen; empty when none may.</summary>
    /// <param name="sentence">The beginning of a sentence, in whole words.</param>
    /// <param name="cited">The numbers of the passages it cites.</param>
    public string Of(string sentence, IEnumerable<int> cited)
    {
        var openings = cited.Where(id => id >= 1 && id <= passages.Count).SelectMany(Openings).ToList();
        var plain = language == "en" ? PlainEnglish : PlainFrench;
        var (count, end) = (0, 0);
        var isPlain = true;
        foreach (Match piece in Pieces().Matches(sentence))
        {
            if (PartsOf(piece.Value) is not { } parts)
                break;
            foreach (var part in parts)
            {
                var at = count++;
                openings.RemoveAll(opening => opening.Length <= at || opening[at] != part);
                isPlain = isPlain && count <= MostPlain && plain.Contains(part);
            }

            if (!isPlain && openings.Count == 0)
                break;
            end = piece.Index + piece.Length;
        }

        return sentence[..end];
    }

    /// <summary>The opening words of each sentence of a passage that affirms something.</summary>
    private List<string[]> Openings(int id)
    {
        if (_openings.TryGetValue(id, out var known))
            return known;
        var entry = passages[id - 1];
        List<string[]> openings = entry.Language != language ? [] :
            [.. $"{entry.Short}\n{entry.Answer}".Split('\n').SelectMany(line => SentenceEnd().Split(ListMark().Replace(line, "")))
                .Where(sentence => !Turns().IsMatch(TextFolding.Fold(sentence)))
                .Select(sentence => Pieces().Matches(sentence.TrimEnd().TrimEnd('.', '!', '…')).Select(piece => PartsOf(piece.Value)).TakeWhile(parts => parts is not null).SelectMany(parts => parts!).ToArray())];
        return _openings[id] = openings;
    }

    /// <summary>The folded words between two blanks ("l'article," are two); null when there is anything else, or a figure.</summary>
    private static string[]? PartsOf(string piece)
    {
        if (!PlainPiece().IsMatch(piece) || CalendarWords.In(piece, verbs: true).Any())
            return null;
        string[] parts = [.. Text.Words.In(piece).Select(TextFolding.Fold)];
        return Array.Exists(parts, part => Figures.ValueOf(part) is not (null or "1") || FirstPerson().IsMatch(part)) ? null : parts;
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[^ ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"^\p{L}+(?:['’-]\p{L}+)*,?$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPiece();

    [GeneratedRegex(@"^(?:je|j|me|moi|mon|ma|mes|suis|i|my|mine|am|m)$", RegexOptions.CultureInvariant)]
    private static partial Regex FirstPerson();

    [GeneratedRegex(@"(?<=[.!?…])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\s*(?:[-*+•]|\d{1,2}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ListMark();

    /// <summary>What turns a sentence round after its opening: a question, a negation, an exception, a condition, in either language.</summary>
    [GeneratedRegex(
        @"\?|\b(?:ne|n|pas|jamais|aucune?s?|ni|non|rien|personne|sans|sauf|hormis|excepte\w*|seule?s?|seulement|uniquement|exclusivement|sinon|mais|si|s'ils?|interdit\w*|impossibles?"
        + @"|not|no|never|none|neither|nor|nobody|nothing|without|except|unless|only|but|if|cannot|forbidden|impossible)\b|n't\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Turns();
}
