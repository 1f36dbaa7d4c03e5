namespace AssistantBot.Knowledge.Loading;

/// <summary>A loaded folder: the base made of its valid files, and all that is wrong.</summary>
/// <param name="Base">The entries of the valid files.</param>
/// <param name="Files">Every file that was read, in path order.</param>
/// <param name="Problems">All problems of all files, and those between files.</param>
public sealed record KnowledgeFolderResult(
    KnowledgeBase Base, IReadOnlyList<KnowledgeFileResult> Files, IReadOnlyList<KnowledgeProblem> Problems)
{
    /// <summary>True when no file was refused.</summary>
    public bool IsValid => Problems.All(problem => problem.Severity != KnowledgeProblemSeverity.Error);
}
