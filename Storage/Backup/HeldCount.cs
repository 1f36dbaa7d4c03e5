namespace AssistantBot.Storage.Backup;

/// <summary>How much was held or let go.</summary>
/// <param name="Messages">Messages of people whose turn had not ended.</param>
/// <param name="Sends">Activities that had not been sent.</param>
public sealed record HeldCount(int Messages, int Sends);
