using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Gaps;

/// <summary>
/// Brings together questions that ask about the same, by the units of meaning that the index sees in them: stems, and the concepts that bridge
/// synonyms and languages.
/// </summary>
public static class QuestionGroups
{
    private const float Same = 0.4f;
    private const float ByUnits = 0.75f;

    /// <summary>The groups, largest first, then newest. A question joins the group it resembles most on average, when it resembles it enough.</summary>
    /// <param name="questions">At most some hundreds: every pair is compared.</param>
    /// <param name="thesaurus">The concepts; the shipped ones when null.</param>
    public static IReadOnlyList<QuestionGroup> Form(IReadOnlyList<RecordedQuestion> questions, OfficeThesaurus? thesaurus = null)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var seen = questions.Select(question => Read(question, thesaurus ?? OfficeThesaurus.Default)).ToList();
        List<List<int>> groups = [];
        for (var index = 0; index < seen.Count; index++)
        {
            var (best, likeness) = groups
                .Select(group => (group, likeness: group.Average(member => Likeness(seen[index], seen[member]))))
                .Where(pair => questions[pair.group[0]].Kind == questions[index].Kind && questions[pair.group[0]].EntryId == questions[index].EntryId)
                .OrderByDescending(pair => pair.likeness).FirstOrDefault();
            if (best is not null && likeness >= Same)
                best.Add(index);
            else
                groups.Add([index]);
        }

        return [.. groups
            .Select(group => new QuestionGroup([.. group
                .OrderByDescending(member => group.Sum(other => Likeness(seen[member], seen[other])))
                .Select(member => questions[member])]))
            .OrderByDescending(group => group.Questions.Count).ThenByDescending(group => group.Questions.Max(question => question.At))];
    }

    private static Reading Read(RecordedQuestion question, OfficeThesaurus thesaurus)
    {
        var text = AnalyzedText.Create(question.Text, question.Language, thesaurus, 60);
        var grams = new Dictionary<int, float>();
        List<HashSet<string>> units = [];
        foreach (var unit in text.Units)
        {
            HashSet<string> keys = [.. unit.Concepts.Select(concept => $"#{concept.Item1}")];
            foreach (var token in unit.Tokens)
            {
                if (unit.Tokens.Count == 1)
                    keys.Add(text.Stems[token]);
                CharacterGrams.Add(text.Tokens[token].Folded, grams);
            }

            if (keys.Count > 0)
                units.Add(keys);
        }

        return new Reading(units, GramVector.Create(grams, _ => 1));
    }

    private static float Likeness(Reading one, Reading other)
    {
        var grams = one.Grams.Cosine(other.Grams);
        if (one.Units.Count == 0 || other.Units.Count == 0)
            return grams;
        var shared = Math.Min(
            one.Units.Count(unit => other.Units.Exists(unit.Overlaps)),
            other.Units.Count(unit => one.Units.Exists(unit.Overlaps)));
        // A question of one word more or less is the same question: shared parts count against the shorter one too.
        var units = (shared / (float)Math.Min(one.Units.Count, other.Units.Count) + 2f * shared / (one.Units.Count + other.Units.Count)) / 2;
        return ByUnits * units + (1 - ByUnits) * grams;
    }

    private sealed record Reading(List<HashSet<string>> Units, GramVector Grams);
}
