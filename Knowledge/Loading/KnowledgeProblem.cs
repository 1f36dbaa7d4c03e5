namespace AssistantBot.Knowledge.Loading;

/// <summary>Something wrong in a knowledge file, with the place to go and look.</summary>
/// <param name="File">Path of the file, relative to the loaded folder.</param>
/// <param name="Line">Line, counted from 1; 0 when the whole file is meant.</param>
/// <param name="Severity">Whether the file is refused for it.</param>
/// <param name="Reason">What is wrong and what would be right, one English sentence.</param>
public sealed record KnowledgeProblem(string File, int Line, KnowledgeProblemSeverity Severity, string Reason)
{
    /// <summary><c>file(line): error: reason</c>, the form editors and build tools make clickable.</summary>
    public override string ToString() =>
        $"{File}({Line}): {(Severity == KnowledgeProblemSeverity.Error ? "error" : "warning")}: {Reason}";
}
