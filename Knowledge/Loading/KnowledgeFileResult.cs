namespace AssistantBot.Knowledge.Loading;

/// <summary>What one file holds, and everything that is wrong with it.</summary>
/// <param name="File">Path of the file, relative to the loaded folder.</param>
/// <param name="Loaded">The entries that could be read; to be used only when <see cref="IsValid"/>.</param>
/// <param name="Problems">All problems, in line order.</param>
public sealed record KnowledgeFileResult(
    string File, IReadOnlyList<LoadedEntry> Loaded, IReadOnlyList<KnowledgeProblem> Problems)
{
    /// <summary>True when no problem refuses the file.</summary>
    public bool IsValid => Problems.All(problem => problem.Severity != KnowledgeProblemSeverity.Error);

    /// <summary>The entries alone.</summary>
    public IEnumerable<KnowledgeEntry> Entries => Loaded.Select(loaded => loaded.Entry);
}
