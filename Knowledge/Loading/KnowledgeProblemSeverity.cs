namespace AssistantBot.Knowledge.Loading;

/// <summary>What a problem in a knowledge file means for the file.</summary>
public enum KnowledgeProblemSeverity
{
    /// <summary>The file loads; an author should look.</summary>
    Warning,

    /// <summary>The file is refused; its last good version keeps serving.</summary>
    Error,
}
