namespace AssistantBot.BotFramework.Turns;

/// <summary>Keep a question for those who write the answers, until its time is over.</summary>
/// <param name="Text">The person's words.</param>
/// <param name="Language">Language of the conversation.</param>
/// <param name="Audience">Who asked, in the words of the knowledge: <c>Employees</c> or <c>Clients</c>.</param>
/// <param name="IsRejected">True when there was an answer and it did not help, false when there was none.</param>
/// <param name="EntryId">The entry that did not help, or null.</param>
/// <param name="Comment">What the person added, or null.</param>
public sealed record RecordQuestionEffect(string Text, string Language, string Audience, bool IsRejected, string? EntryId, string? Comment) : TurnEffect;
