using AssistantBot.Knowledge;

namespace AssistantBot.Dialogs;

/// <summary>What the knowledge base really holds, for greetings and help.</summary>
/// <param name="current">Gives the published base.</param>
public sealed class KnowledgeTopics(Func<KnowledgeBase> current)
{
    /// <summary>The groups an audience may see, in the base's order; questions where entries stand under no group.</summary>
    public IReadOnlyList<string> Topics(Audience audience, string language, int max) =>
        [.. Visible(audience, language).Select(entry => entry.Groups is { Count: > 0 } groups ? groups[^1] : entry.Question).Distinct(StringComparer.OrdinalIgnoreCase).Take(max)];

    /// <summary>Questions to start with, from different groups.</summary>
    public IReadOnlyList<string> Questions(Audience audience, string language, int max) =>
        [.. Visible(audience, language).DistinctBy(entry => entry.Groups is { Count: > 0 } groups ? groups[^1] : entry.Id).Select(entry => entry.Question).Take(max)];

    /// <summary>An entry that an audience may read, in a language where there is one; null when there is none for it, whatever the reason.</summary>
    public KnowledgeEntry? Find(string entryId, Audience audience, string language) =>
        current().Entries.Where(entry => entry.Id == entryId && (entry.Audience == Audience.All || entry.Audience == audience))
            .OrderByDescending(entry => entry.Language == language).FirstOrDefault();

    private IEnumerable<KnowledgeEntry> Visible(Audience audience, string language) =>
        current().Entries.Where(entry => entry.Language == language && (entry.Audience == Audience.All || entry.Audience == audience));
}
