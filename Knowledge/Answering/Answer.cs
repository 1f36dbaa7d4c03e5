namespace AssistantBot.Knowledge.Answering;

/// <summary>An answer ready to be shown, in the language of the question.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="Text">Markdown without the sources; empty for <see cref="AnswerKind.None"/> and <see cref="AnswerKind.Clarify"/>. With a model it carries <c>[1]</c> markers that point into <see cref="Sources"/>.</param>
/// <param name="Language">Language of <see cref="Text"/>.</param>
/// <param name="Confidence">Calibrated probability, 0 to 1, that the answer is the right one.</param>
public sealed record Answer(AnswerKind Kind, string Text, string Language, double Confidence)
{
    /// <summary>The entries the answer stands on, in citation order.</summary>
    public IReadOnlyList<KnowledgeEntry> Sources { get; init; } = [];

    /// <summary>The entries to choose from when <see cref="Kind"/> is <see cref="AnswerKind.Clarify"/>, best first.</summary>
    public IReadOnlyList<KnowledgeEntry> Choices { get; init; } = [];

    /// <summary>The rest of a long answer, shown on demand; null when <see cref="Text"/> is all.</summary>
    public string? More { get; init; }

    /// <summary>True when the quoted entry exists only in the other language and no model could translate it.</summary>
    public bool OtherLanguageOnly { get; init; }

    /// <summary>The sources' language when the model translated at least one of them, to be said in the reply; else null.</summary>
    public string? TranslatedFrom { get; init; }

    /// <summary>A source that contradicts the one the answer stands on, to be said in the reply; null when none was noticed.</summary>
    public SourceConflict? Conflict { get; init; }

    /// <summary>No reliable answer.</summary>
    public static Answer None(string language) => new(AnswerKind.None, "", language, 0);
}
