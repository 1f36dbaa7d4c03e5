namespace AssistantBot.Knowledge.Retrieval;

/// <summary>What the retriever advises to do with its ranking.</summary>
public enum RetrievalOutcome
{
    /// <summary>Nothing fits well enough: say so and offer a person.</summary>
    NoAnswer,

    /// <summary>Two or three entries may fit: ask which one is meant.</summary>
    Clarify,

    /// <summary>The first entry answers the question.</summary>
    Answer,
}
