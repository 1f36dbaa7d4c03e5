namespace AssistantBot.Knowledge.Retrieval;

/// <summary>The coefficients of ranking and confidence, fitted on development questions by cross-validation.</summary>
internal sealed record ScoringWeights
{
    public static ScoringWeights Default { get; } = new();

    // What a match of each kind is worth, beside 1 for the word itself.
    public float Concept { get; init; } = 0.9f;

    public float InnerConcept { get; init; } = 0.5f;

    public float Related { get; init; } = 0.4f;

    public float OtherLanguage { get; init; } = 0.7f;

    public float Corrected { get; init; } = 0.85f;

    public float PhraseWord { get; init; } = 0.5f;

    public float Earlier { get; init; } = 0.6f;

    // What is added to the score of the entry that the conversation was about: where a question points to it, and where it holds the question.
    public float TopicPointed { get; init; } = 0.3f;

    public float TopicHeld { get; init; } = 0.3f;

    // How the features of a candidate make its score.
    public float Coverage { get; init; } = 1f;

    public float QuestionCoverage { get; init; } = 0.3f;

    public float QuestionCovered { get; init; } = 0.4f;

    public float QuestionGrams { get; init; } = 0.4f;

    public float EntryGrams { get; init; } = 0.4f;

    // Logistic regression of "the first entry answers".
    public float Bias { get; init; } = -2.69f;

    public float ByMargin { get; init; } = 3f;

    public float ByQuestionCovered { get; init; } = 4.25f;

    public float ByEntryGrams { get; init; } = 3.68f;

    public float ByFound { get; init; } = 1.46f;

    public float ByMissing { get; init; } = -2.31f;

    public float BySingle { get; init; } = -0.71f;

    public float ByChance { get; init; } = 1.5f;
}
