namespace AssistantBot.Knowledge.Answering;

/// <summary>What kind of answer was found.</summary>
public enum AnswerKind
{
    /// <summary>No reliable answer: offer a person.</summary>
    None,

    /// <summary>The best passage, quoted as written.</summary>
    Quoted,

    /// <summary>Written by the model from the passages; every citation was checked.</summary>
    Grounded,

    /// <summary>Two or three "did you mean" choices in <see cref="Answer.Choices"/>.</summary>
    Clarify,
}
