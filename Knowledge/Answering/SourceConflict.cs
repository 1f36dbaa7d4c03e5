using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Two sources that answer the same question with other figures.</summary>
/// <param name="First">The entry the answer stands on.</param>
/// <param name="FirstSays">Its figure, as written there.</param>
/// <param name="Second">The entry that disagrees.</param>
/// <param name="SecondSays">Its figure, as written there.</param>
public sealed record SourceConflict(KnowledgeEntry First, string FirstSays, KnowledgeEntry Second, string SecondSays)
{
    /// <summary>Finds an entry that asks the same as one of <paramref name="said"/> and answers with another figure of the same kind.</summary>
    /// <param name="said">The entries an answer stands on.</param>
    /// <param name="others">Everything that was found for the question; the same entries may be among them.</param>
    /// <returns>The first conflict, or null. Told from headings, other phrasings and figures: a contradiction in words alone is not seen.</returns>
    public static SourceConflict? Find(IEnumerable<KnowledgeEntry> said, IReadOnlyList<KnowledgeEntry> others)
    {
        ArgumentNullException.ThrowIfNull(said);
        foreach (var first in said)
        {
            foreach (var second in others)
            {
                if (first.Language == second.Language && first.Id != second.Id && AskTheSame(first, second) && Differ(first, second) is var (one, other))
                    return new SourceConflict(first, one, second, other);
            }
        }

        return null;
    }

    private static bool AskTheSame(KnowledgeEntry first, KnowledgeEntry second)
    {
        var asked = Subjects(first).ToList();
        return Subjects(second).Any(other => asked.Exists(subject => subject.SetEquals(other)));
    }

    /// <summary>What each phrasing of the question is about: its words without those that every question has.</summary>
    private static IEnumerable<HashSet<string>> Subjects(KnowledgeEntry entry) =>
        entry.AlsoAsked.Prepend(entry.Question)
            .Select(text => TextAnalyzer.Analyze(text, entry.Language).Where(token => !token.IsStopWord).Select(token => token.Stem).ToHashSet(StringComparer.Ordinal))
            .Where(subject => subject.Count > 0);

    /// <summary>Figures of the same kind that both say first and neither says anywhere of the other's; null when there are none.</summary>
    private static (string First, string Second)? Differ(KnowledgeEntry first, KnowledgeEntry second)
    {
        var (firstSays, secondSays) = (Measure.In(Leading(first)).ToList(), Measure.In(Leading(second)).ToList());
        var (all, allOthers) = (All(first), All(second));
        foreach (var one in firstSays.Where(one => !allOthers.Contains((one.Value, one.Unit))))
        {
            var other = secondSays.Find(other => other.Unit == one.Unit && !all.Contains((other.Value, other.Unit)));
            if (other.Text is not null)
                return (one.Text, other.Text);
        }

        return null;
    }

    private static string Leading(KnowledgeEntry entry) => entry.Short ?? QuotedAnswer.Lead(entry.Answer).Lead;

    private static HashSet<(string Value, string Unit)> All(KnowledgeEntry entry) =>
        [.. Measure.In(entry.Short + "\n" + entry.Answer).Select(measure => (measure.Value, measure.Unit))];
}
