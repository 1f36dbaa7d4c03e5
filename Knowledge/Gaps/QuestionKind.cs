namespace AssistantBot.Knowledge.Gaps;

/// <summary>Why a question is kept for authors.</summary>
public enum QuestionKind
{
    /// <summary>There was no reliable answer.</summary>
    Unanswered,

    /// <summary>The person said that the answer did not help.</summary>
    Rejected,
}
