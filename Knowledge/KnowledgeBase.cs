namespace AssistantBot.Knowledge;

/// <summary>A complete, validated set of published entries. Immutable: a change publishes a new one.</summary>
/// <param name="Version">A hash of the content; equal content has an equal version.</param>
/// <param name="Entries">All entries, both languages, all audiences.</param>
public sealed record KnowledgeBase(string Version, IReadOnlyList<KnowledgeEntry> Entries)
{
    /// <summary>A base without entries.</summary>
    public static KnowledgeBase Empty { get; } = new("empty", []);
}
