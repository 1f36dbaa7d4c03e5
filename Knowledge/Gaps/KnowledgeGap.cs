namespace AssistantBot.Knowledge.Gaps;

/// <summary>Something the knowledge lacks, in words that an assistant approved and that name nobody.</summary>
/// <param name="Id">Id of ours.</param>
/// <param name="Kind">Unanswered, or answered badly.</param>
/// <param name="Text">The approved words.</param>
/// <param name="Language">Their language.</param>
/// <param name="Audience">Who asked.</param>
/// <param name="EntryId">The entry that did not help, or null.</param>
/// <param name="Count">How many questions it stands for.</param>
/// <param name="ApprovedBy">Who approved the words.</param>
/// <param name="ApprovedAt">When.</param>
public sealed record KnowledgeGap(
    string Id, QuestionKind Kind, string Text, string Language, Audience Audience, string? EntryId, int Count, string ApprovedBy, DateTimeOffset ApprovedAt);
