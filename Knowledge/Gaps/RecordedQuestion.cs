namespace AssistantBot.Knowledge.Gaps;

/// <summary>A question as a person asked it. It is kept for a short time, shown to assistants only, and never copied into a list that lasts.</summary>
/// <param name="Id">Number of ours.</param>
/// <param name="Kind">Why it is kept.</param>
/// <param name="Text">The person's words.</param>
/// <param name="Language">Language of the conversation.</param>
/// <param name="Audience">Who asked.</param>
/// <param name="EntryId">The entry that did not help, or null.</param>
/// <param name="Comment">What the person added, or null.</param>
/// <param name="At">When it was asked.</param>
public sealed record RecordedQuestion(
    long Id, QuestionKind Kind, string Text, string Language, Audience Audience, string? EntryId, string? Comment, DateTimeOffset At);
