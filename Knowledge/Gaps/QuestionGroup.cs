namespace AssistantBot.Knowledge.Gaps;

/// <summary>Questions that ask about the same.</summary>
/// <param name="Questions">The questions, the one most like all others first.</param>
public sealed record QuestionGroup(IReadOnlyList<RecordedQuestion> Questions);
