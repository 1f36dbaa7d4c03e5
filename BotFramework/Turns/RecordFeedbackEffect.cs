namespace AssistantBot.BotFramework.Turns;

/// <summary>Keep a person's judgement of an answer.</summary>
/// <param name="ActivityId">The answer, local or channel id; null when unknown.</param>
/// <param name="Helpful">Thumbs up or down.</param>
/// <param name="Comment">What the person added, or null.</param>
/// <param name="EntryId">Knowledge entry the answer stood on, or null.</param>
public sealed record RecordFeedbackEffect(string? ActivityId, bool Helpful, string? Comment, string? EntryId) : TurnEffect;
