namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How much waits.</summary>
/// <param name="Inbox">Messages not handled yet.</param>
/// <param name="OldestInbox">When the oldest of them came in, or null.</param>
/// <param name="Outbox">Activities not sent yet, those of parked conversations not counted.</param>
/// <param name="OldestOutbox">When the oldest of them was said, or null.</param>
/// <param name="Parked">Parked messages, rows and conversations.</param>
/// <param name="Ambiguous">Sends whose outcome nobody knew, so that the channel may have shown them twice; since the installation.</param>
public sealed record TurnBacklog(long Inbox, DateTimeOffset? OldestInbox, long Outbox, DateTimeOffset? OldestOutbox, long Parked, long Ambiguous);
