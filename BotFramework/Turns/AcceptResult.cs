namespace AssistantBot.BotFramework.Turns;

/// <summary>What became of an accepted activity. When it is returned, the row is on disk.</summary>
/// <param name="InboxId">Id of the inbox row.</param>
/// <param name="ActivityId">The activity's id, given by us when the channel gave none.</param>
/// <param name="IsDuplicate">True when the same activity had been accepted before; nothing was written then.</param>
public sealed record AcceptResult(long InboxId, string ActivityId, bool IsDuplicate);
