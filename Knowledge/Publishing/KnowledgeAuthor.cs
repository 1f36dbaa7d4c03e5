namespace AssistantBot.Knowledge.Publishing;

/// <summary>Who changes knowledge.</summary>
/// <param name="Id">The person's id at the desk, or what acts for nobody in particular: <c>folder</c>, <c>command-line</c>.</param>
/// <param name="Name">The name people read.</param>
public sealed record KnowledgeAuthor(string Id, string Name)
{
    /// <summary>The knowledge folder, read at start and when its files change.</summary>
    public static KnowledgeAuthor Folder { get; } = new("folder", "knowledge/");

    /// <summary>Whoever may run the program's commands.</summary>
    public static KnowledgeAuthor CommandLine { get; } = new("command-line", Environment.UserName);
}
