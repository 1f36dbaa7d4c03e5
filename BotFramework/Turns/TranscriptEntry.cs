using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>One row of a conversation's transcript.</summary>
/// <param name="Sequence">Position in the conversation, increasing, gaps possible. On Direct Line it is the watermark.</param>
/// <param name="Activity">The activity as it was said. An update is a new row with the id of what it replaces; a delete is a row of type <c>messageDelete</c>.</param>
/// <param name="RecordedAt">When it was committed.</param>
public sealed record TranscriptEntry(long Sequence, Activity Activity, DateTimeOffset RecordedAt);
