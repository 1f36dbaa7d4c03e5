using AssistantBot.Knowledge.Text;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Index;

/// <summary>A text cut into tokens, the concepts found in it, and its units of meaning.</summary>
internal sealed class AnalyzedText
{
    private AnalyzedText(string language, TextToken[] tokens, string[] stems, bool[] stopWords)
    {
        Language = language;
        Tokens = tokens;
        Stems = stems;
        StopWords = stopWords;
    }

    public string Language { get; }

    public TextToken[] Tokens { get; }

    /// <summary>Stem of each token, after correction of typing errors.</summary>
    public string[] Stems { get; }

    public bool[] StopWords { get; }

    public List<ConceptMatch> Matches { get; } = [];

    public List<TextUnit> Units { get; } = [];

    /// <summary>Analyses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="thesaurus">Finds the concepts.</param>
    /// <param name="longest">Tokens beyond this number are ignored.</param>
    /// <param name="correct">Gives the corrected stem of a token, or null to keep it; null when nothing is corrected.</param>
    public static AnalyzedText Create(
        string text, string language, OfficeThesaurus thesaurus, int longest = int.MaxValue, Func<TextToken, string?>? correct = null)
    {
        var tokens = TextAnalyzer.Analyze(text, language).Take(longest).ToArray();
        var stems = new string[tokens.Length];
        var stopWords = new bool[tokens.Length];
        for (var index = 0; index < tokens.Length; index++)
        {
            stopWords[index] = tokens[index].IsStopWord;
            stems[index] = (tokens[index].IsStopWord ? null : correct?.Invoke(tokens[index])) ?? tokens[index].Stem;
        }

        var analyzed = new AnalyzedText(language, tokens, stems, stopWords);
        thesaurus.Match(stems, stopWords, language, analyzed.Matches);
        analyzed.Segment();
        return analyzed;
    }

    private void Segment()
    {
        var owner = new TextUnit?[Tokens.Length];
        foreach (var match in Matches.Where(match => match.Last > match.First).OrderByDescending(match => match.Last - match.First).ThenBy(match => match.First))
        {
            if (owner[match.First] is { } unit && unit.First == match.First && unit.Last == match.Last)
            {
                continue;
            }

            var free = true;
            for (var index = match.First; index <= match.Last; index++)
            {
                free &= owner[index] is null;
            }

            if (free)
            {
                Own(new TextUnit(match.First, match.Last), owner);
            }
        }

        for (var index = 0; index < Tokens.Length; index++)
        {
            if (owner[index] is null && (!StopWords[index] || Matches.Exists(match => match.First == index && match.Last == index)))
            {
                Own(new TextUnit(index, index), owner);
            }
        }

        foreach (var match in Matches)
        {
            if (owner[match.First] is { } unit && match.Last <= unit.Last)
            {
                (unit.First == match.First && unit.Last == match.Last ? unit.Concepts : unit.Inner).Add((match.Concept, match.Strength));
            }
        }

        foreach (var unit in Units)
        {
            unit.IsCommon = unit.Concepts.Count == 0 && unit.Inner.Count == 0 && unit.Tokens.TrueForAll(IsCommon);
        }

        Units.Sort((left, right) => left.First.CompareTo(right.First));
    }

    private bool IsCommon(int token) =>
        CommonWords.Contains(Stems[token], Language) || (Tokens[token].Folded.Length < 3 && char.IsAsciiDigit(Tokens[token].Folded[0]));

    private void Own(TextUnit unit, TextUnit?[] owner)
    {
        for (var index = unit.First; index <= unit.Last; index++)
        {
            owner[index] = unit;
            if (!StopWords[index])
            {
                unit.Tokens.Add(index);
            }
        }

        Units.Add(unit);
    }
}
