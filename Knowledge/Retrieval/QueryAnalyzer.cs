using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Text;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Turns the words of a question into units, each with the stems, concepts and corrections that may stand for it.</summary>
internal sealed class QueryAnalyzer(KnowledgeIndex index, ScoringWeights weights)
{
    /// <summary>Questions are cut after this many words; nobody asks longer ones, attackers do.</summary>
    private const int LongestQuestion = 160;
    private const int LongestText = 4000;

    /// <summary>Corrections tried per question, so that pasted rubbish stays cheap.</summary>
    private const int MostCorrections = 16;

    public AnalyzedQuery Analyze(string text, string language, Audience audience)
    {
        var grams = new Dictionary<int, float>();
        var units = Units(text, language, audience, 1, grams);
        return new AnalyzedQuery(units, grams);
    }

    /// <summary>The question with what it leaves unsaid taken from an earlier one.</summary>
    public AnalyzedQuery AnalyzeFollowUp(string text, string earlier, string language, Audience audience)
    {
        var grams = new Dictionary<int, float>();
        var units = Units(text, language, audience, 1, grams);
        var known = units.SelectMany(unit => unit.Terms).ToHashSet();
        foreach (var unit in Units(earlier, LanguageDetector.Detect(earlier, language), audience, weights.Earlier, grams))
        {
            if (!unit.Terms.Any(known.Contains))
            {
                units.Add(unit);
            }
        }

        return new AnalyzedQuery(units, grams);
    }

    private List<QueryUnit> Units(string text, string language, Audience audience, float scale, Dictionary<int, float> grams)
    {
        var other = TextAnalyzer.IsEnglish(language) ? "fr" : "en";
        var corrected = new Dictionary<string, string?>(StringComparer.Ordinal);
        var corrections = 0;
        string? Correct(TextToken token)
        {
            if (Known(token, language, other, audience) || IsName(text, token) || ++corrections > MostCorrections)
            {
                return null;
            }

            var word = Closest(token.Folded);
            corrected[token.Folded] = word;
            return word is null ? null : TextAnalyzer.Stem(word, language);
        }

        var analyzed = AnalyzedText.Create(
            text.Length > LongestText ? text[..LongestText] : text, language, index.Thesaurus, LongestQuestion, Correct);
        var foreignStems = Array.ConvertAll(
            analyzed.Tokens, token => TextAnalyzer.Stem(corrected.GetValueOrDefault(token.Folded) ?? token.Folded, other));
        var foreign = new List<ConceptMatch>();
        index.Thesaurus.Match(foreignStems, analyzed.StopWords, other, foreign);
        foreach (var token in analyzed.Tokens)
        {
            if (!token.IsStopWord)
            {
                CharacterGrams.Add(token.Folded, grams);
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var units = new List<QueryUnit>();
        foreach (var unit in analyzed.Units)
        {
            var key = string.Join(' ', unit.Tokens.Select(token => analyzed.Stems[token]));
            if (seen.Add(key))
            {
                units.Add(Expand(unit, analyzed, foreignStems, foreign, other, corrected, audience, scale));
            }
        }

        return units;
    }

    private QueryUnit Expand(
        TextUnit unit, AnalyzedText text, string[] foreignStems, List<ConceptMatch> foreign, string other,
        Dictionary<string, string?> corrected, Audience audience, float scale)
    {
        var terms = new Dictionary<int, float>();
        var own = new List<int>();
        foreach (var token in unit.Tokens)
        {
            var worth = (unit.Tokens.Count > 1 ? weights.PhraseWord : 1)
                * (corrected.GetValueOrDefault(text.Tokens[token].Folded) is null ? 1 : weights.Corrected);
            var stem = index.Vocabulary.Find(text.Stems[token], text.Language);
            if (unit.Tokens.Count == 1)
            {
                own.Add(stem);
            }

            Offer(terms, stem, worth);
            Offer(terms, index.Vocabulary.Find(foreignStems[token], other), worth * weights.OtherLanguage);
        }

        foreach (var (concept, strength) in unit.Concepts)
        {
            own.Add(concept);
            OfferConcept(terms, concept, weights.Concept * strength);
        }

        foreach (var (concept, strength) in unit.Inner)
        {
            OfferConcept(terms, concept, weights.InnerConcept * strength);
        }

        if (unit.Concepts.Count == 0)
        {
            foreach (var match in foreign)
            {
                if (match.First >= unit.First && match.Last <= unit.Last)
                {
                    OfferConcept(terms, match.Concept, weights.Concept * weights.OtherLanguage * match.Strength);
                }
            }
        }

        var kept = terms.Where(term => index.Occurs(term.Key, audience)).ToArray();
        return new QueryUnit(
            scale * UnitImportance.Of(unit, own, index, audience),
            Array.ConvertAll(kept, term => term.Key),
            Array.ConvertAll(kept, term => term.Value),
            unit.Concepts.Count + unit.Inner.Count > 0);
    }

    private void OfferConcept(Dictionary<int, float> terms, int concept, float worth)
    {
        Offer(terms, concept, worth);
        foreach (var related in index.Thesaurus.Related[concept])
        {
            Offer(terms, related, worth * weights.Related);
        }
    }

    private static void Offer(Dictionary<int, float> terms, int term, float worth)
    {
        if (term >= 0 && terms.GetValueOrDefault(term) < worth)
        {
            terms[term] = worth;
        }
    }

    private bool Known(TextToken token, string language, string other, Audience audience)
    {
        var foreign = TextAnalyzer.Stem(token.Folded, other);
        return index.Occurs(index.Vocabulary.Find(token.Stem, language), audience)
            || index.Thesaurus.Knows(token.Stem, language)
            || CommonWords.Contains(token.Stem, language)
            || index.Occurs(index.Vocabulary.Find(foreign, other), audience)
            || index.Thesaurus.Knows(foreign, other);
    }

    /// <summary>True for a capitalised word inside a sentence that is not all capitals: a name is not a misspelt word.</summary>
    private static bool IsName(string text, TextToken token)
    {
        var word = text.AsSpan(token.Start, token.Length);
        var from = word.IndexOfAny('\'', '’') + 1;
        if (from == token.Length || !char.IsUpper(word[from]) || word[(from + 1)..].ContainsAnyInRange('A', 'Z'))
            return false;
        var before = text.AsSpan(0, token.Start).TrimEnd(" \t'’\"«(");
        return before.Length > 0 && before[^1] is not ('.' or '?' or '!' or ':' or ';' or '\n' or '\r' or '-' or '–' or '—');
    }

    private string? Closest(string folded)
    {
        var inEntries = index.Spelling.Closest(folded);
        var inThesaurus = ThesaurusSpelling.Of(index.Thesaurus).Closest(folded);
        return inThesaurus is { } known && (inEntries is not { } found || known.Distance < found.Distance) ? known.Word : inEntries?.Word;
    }
}
