using AssistantBot.Knowledge;

namespace AssistantBot.Bot.Widget;

/// <summary>Chooses questions to begin with from the knowledge itself, so that each of them has an answer.</summary>
internal static class SuggestedQuestions
{
    private const int Most = 4;

    /// <summary>The shortest question of each group the audience may see.</summary>
    public static IReadOnlyList<string> Choose(KnowledgeBase knowledge, Audience audience, string language)
    {
        // What is meant for this audience says more about it than what everyone may read.
        var visible = knowledge.Entries
            .Where(entry => entry.Language == language && (entry.Audience == audience || entry.Audience == Audience.All))
            .OrderBy(entry => entry.Audience == Audience.All)
            .ToList();
        var groups = visible.GroupBy(entry => (entry.Source, string.Join('/', entry.Groups)));
        // A short question is a common one, and fits a phone.
        var first = groups.Select(group => group.MinBy(entry => entry.Question.Length)!);
        return [.. first.Concat(visible).Select(entry => entry.Question).Distinct().Take(Most)];
    }
}
