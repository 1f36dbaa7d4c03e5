using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Checks in code what the prompt asks of the model: every statement cited, every citation and figure real.</summary>
internal sealed partial class GroundingCheck
{
    private const int LongEnoughToTellLanguage = 60;

    /// <summary>An answer no longer than this is shown whole: five sentences, or six items of a list.</summary>
    private const int ShortEnough = 1_000;

    /// <summary>Least share of a block's words that its passages hold too.</summary>
    private const double LeastSupport = 0.35;

    /// <summary>Least share of a sentence's words; less, because a sentence may word one thing freely.</summary>
    private const double LeastOfSentence = 0.2;

    /// <summary>So many words of the rules in a row are no coincidence.</summary>
    private const int WordsToldApart = 6;

    private static readonly FrozenSet<string> RuleRuns = WordRuns(GroundedPrompt.Rules).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fewer words than these say too little to be judged alone.</summary>
    private const int LongEnoughToJudge = 3;

    private readonly IReadOnlyList<KnowledgeEntry> _passages;
    private readonly string _language;
    private readonly int _maxLength;
    private readonly PassageFacts[] _facts;
    private readonly IReadOnlySet<string>[] _figures;
    private readonly HashSet<string>?[] _stems;

    /// <summary>Creates a check for one prompt.</summary>
    public GroundingCheck(string language, IReadOnlyList<KnowledgeEntry> passages, int maxLength)
    {
        _passages = passages;
        _language = language;
        _maxLength = maxLength;
        _facts = [.. passages.Select(PassageFacts.Of)];
        _figures = [.. passages.Select((entry, index) => entry.Language == language ? _facts[index].Figures : OnBothClocks(_facts[index].Figures))];
        _stems = new HashSet<string>?[passages.Count];
    }

    /// <summary>The text made harmless, with citations written as <c>[1][2]</c>.</summary>
    public string Clean(string raw) =>
        InertMarkdown.Clean(CitationList().Replace(raw, match => string.Concat(
            match.Groups[1].Value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => $"[{id}]"))), IsKnown);

    /// <summary>Checks cleaned text.</summary>
    /// <param name="text">What <see cref="Clean"/> returned.</param>
    /// <param name="complete">False while the model still writes: a block may get its citation yet.</param>
    public GroundingVerdict Check(string text, bool complete)
    {
        if (text.Contains(GroundedPrompt.NotInSources, StringComparison.OrdinalIgnoreCase))
            return GroundingVerdict.NotInSources;
        if (text.Length > _maxLength)
            return GroundingVerdict.TooLong;
        if (FalseClaim().IsMatch(text) || TellsRules(text))
            return GroundingVerdict.FalseClaim;
        var cited = CitedIds(text);
        if (cited.Any(id => id < 1 || id > _passages.Count))
            return GroundingVerdict.UnknownCitation;
        var used = complete ? cited.Select(id => _figures[id - 1]) : _figures;
        var allowed = used.SelectMany(figures => figures).ToHashSet(StringComparer.Ordinal);
        if (FiguresIn(text).Any(figure => !allowed.Contains(figure)))
            return GroundingVerdict.UnknownFigure;
        if (!complete)
            return GroundingVerdict.Grounded;
        if (!CountsTheSame(text, cited) || CalendarWords.In(Citation().Replace(text, " "), verbs: false).Any(word => !cited.Any(id => _facts[id - 1].Calendar.Contains(word))))
            return GroundingVerdict.UnknownFigure;
        if (!text.Any(char.IsLetter))
            return GroundingVerdict.Empty;
        if (Blocks(text).Any(block => !Citation().IsMatch(block)))
            return GroundingVerdict.Uncited;
        if (Blocks(text).Any(block => !IsSupported(block) || Sentences(block).Any(sentence => !IsSupported(sentence, CitedIds(block)))))
            return GroundingVerdict.Unsupported;
        return IsInLanguage(text, cited) ? GroundingVerdict.Grounded : GroundingVerdict.WrongLanguage;
    }

    /// <summary>
    /// Whether the whole text, and each of its longer sentences, is in the person's language. A passage of the other language may tempt a model
    /// to copy it: then also a short text is looked at. Names of things (links, quotes, code) may be in any language.
    /// </summary>
    private bool IsInLanguage(string text, List<int> cited)
    {
        var own = NameOfSomething().Replace(text, " ");
        var tempts = cited.Any(id => _passages[id - 1].Language != _language);
        return Speaks(own, tempts ? 0 : LongEnoughToTellLanguage) && Sentences(own).All(sentence => Speaks(sentence, LongEnoughToTellLanguage));
    }

    private bool Speaks(string text, int from)
    {
        text = Citation().Replace(text, "");
        return text.Length <= from || LanguageDetector.Detect(text, _language) == _language;
    }

    /// <summary>False when a figure of the passages counts something else in the answer: 25 weeks for 25 days.</summary>
    private bool CountsTheSame(string text, List<int> cited)
    {
        var units = cited.SelectMany(id => _facts[id - 1].Measures).ToLookup(measure => measure.Value, measure => measure.Unit, StringComparer.Ordinal);
        return Measure.In(Citation().Replace(text, " ")).All(measure => !units.Contains(measure.Value) || units[measure.Value].Contains(measure.Unit));
    }

    /// <summary>The text up to the last cited sentence that keeps it short; the rest can be read in its source.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= ShortEnough)
            return text;
        var end = CitedSentences.Ends(text).LastOrDefault(end => end <= ShortEnough);
        return end == 0 ? text : text[..end];
    }

    /// <summary>Renumbers the citations in the order they appear and returns the entries in that order.</summary>
    public (string Text, IReadOnlyList<KnowledgeEntry> Sources) Renumber(string text)
    {
        var order = CitedIds(text).Distinct().ToList();
        var renumbered = Citation().Replace(text, match =>
            $"[{(order.IndexOf(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) + 1).ToString(CultureInfo.InvariantCulture)}]");
        return (renumbered, [.. order.Select(id => _passages[id - 1])]);
    }

    /// <summary>
    /// Whether the block speaks of what its passages speak of. Told by their common words, so only where they share the language.
    /// </summary>
    private bool IsSupported(string block)
    {
        var cited = CitedIds(block).Distinct().ToList();
        if (cited.Any(id => _passages[id - 1].Language != _language))
            return true;
        var said = Stems(Citation().Replace(block, " ")).Distinct().ToList();
        return said.Count == 0 || said.Count(stem => IsIn(cited, stem)) >= Math.Max(1, LeastSupport * said.Count);
    }

    /// <summary>
    /// Whether a sentence says something of its passages, so that none hides behind a true neighbour. A translation shares no words: there each
    /// sentence has a citation of its own.
    /// </summary>
    private bool IsSupported(string sentence, IEnumerable<int> citedInBlock)
    {
        var said = Stems(Citation().Replace(sentence, " ")).Distinct().ToList();
        if (said.Count < LongEnoughToJudge)
            return true;
        var own = CitedIds(sentence);
        var cited = (own.Count > 0 ? own : citedInBlock).Distinct().ToList();
        if (cited.Any(id => _passages[id - 1].Language != _language))
            return own.Count > 0;
        return said.Count(stem => IsIn(cited, stem)) >= LeastOfSentence * said.Count;
    }

    /// <summary>Whether the answer repeats the rules it was given, of which no passage holds a piece.</summary>
    private static bool TellsRules(string text) => WordRuns(text).Any(RuleRuns.Contains);

    private static IEnumerable<string> WordRuns(string text)
    {
        string[] words = [.. Words.In(text).Select(word => word.ToLowerInvariant())];
        for (var i = 0; i + WordsToldApart <= words.Length; i++)
            yield return string.Join(' ', words, i, WordsToldApart);
    }

    private static string[] Sentences(string block) => SentenceEnd().Split(block);

    private IEnumerable<string> Stems(string text) => TextAnalyzer.Analyze(text, _language).Where(token => !token.IsStopWord).Select(token => token.Stem);

    private bool IsIn(List<int> cited, string stem) =>
        cited.Exists(id => (_stems[id - 1] ??= Stems(PassageFacts.TextOf(_passages[id - 1])).ToHashSet(StringComparer.Ordinal)).Contains(stem));

    private bool IsKnown(string address)
    {
        address = Addresses.Normalize(address);
        return Array.Exists(_facts, facts => facts.Addresses.Contains(address));
    }

    /// <summary>The numbers a text cites, in their order; 0 for one that is none.</summary>
    public static List<int> CitedIds(string text) =>
        [.. Citation().Matches(text).Select(match =>
            int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)];

    /// <summary>Paragraphs and list items; a line that ends in a colon belongs to what follows.</summary>
    private static IEnumerable<string> Blocks(string text)
    {
        var block = "";
        foreach (var line in text.Split('\n'))
        {
            var starts = line.Trim().Length == 0 || ListItem().IsMatch(line);
            if (starts && block.Any(char.IsLetter) && !block.TrimEnd().EndsWith(':'))
            {
                yield return block;
                block = "";
            }

            block += line + "\n";
        }

        if (block.Any(char.IsLetter))
            yield return block;
    }

    /// <summary>The figures of an answer, and its amounts written as words ("quarante jours").</summary>
    private static IEnumerable<string> FiguresIn(string text)
    {
        text = ListNumber().Replace(Citation().Replace(text, " "), " ");
        var amounts = Amount().Matches(text).Select(match => Figures.ValueOf(match.Groups[1].Value)).OfType<string>();
        return Figures.In(text).Concat(amounts);
    }

    /// <summary>With the hours of both twelve-hour halves: a translation may say "2 pm" for "14 h".</summary>
    private static HashSet<string> OnBothClocks(IReadOnlySet<string> figures)
    {
        var both = figures.ToHashSet(StringComparer.Ordinal);
        foreach (var figure in figures)
        {
            if (int.TryParse(figure, CultureInfo.InvariantCulture, out var hour) && hour is >= 1 and <= 23)
                both.Add((hour > 12 ? hour - 12 : hour + 12).ToString(CultureInfo.InvariantCulture));
        }

        return both;
    }

    [GeneratedRegex(@"«[^»\n]{1,80}»|[“""][^”""\n]{1,80}[”""]|`[^`\n]{1,80}`|\[(?!\d{1,9}\])[^\]\n]{1,80}\](?:\([^)\n]*\))?|\([^)\n]*://[^)\n]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfSomething();

    [GeneratedRegex(@"\[(\d{1,9})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();

    [GeneratedRegex(@"(?<=[.!?…][»""”)*_]{0,3}(?:\s?\[\d{1,9}\])*\.?)\s+(?!\[)", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\[【]\s*\^?(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*[\]】]", RegexOptions.CultureInvariant)]
    private static partial Regex CitationList();

    [GeneratedRegex(@"^\s*(?:[-*+•]|\d{1,2}[.)])\s", RegexOptions.CultureInvariant)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^\s*\d{1,2}[.)]\s", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"\b(?!(?:une?|an?|one)\b)(\p{L}+)[\s\u00A0\u202F]+(?:jours?|heures?|semaines?|mois|ans?|années?|minutes?|euros?|fois|days?|hours?|weeks?|months?|years?|times|percent|working|calendar|business)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(je suis (un |une )?(humain|humaine|personne réelle|être humain)|i(?:'|’| a)m (?:a |an )?(?:real )?(?:human|person)\b|je (comprends|ressens|sais) ce que vous (ressentez|vivez)|i (?:understand|know) how you feel|(?:system|developer) prompt|prompt système)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FalseClaim();
}
