namespace AssistantBot.BotFramework.DirectLine;

/// <summary>The right to open one socket.</summary>
/// <param name="Claims">Whose.</param>
/// <param name="Id">Unique, so that it can be used once.</param>
/// <param name="After">Position of the feed after which the socket starts.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record DirectLineStreamTicket(DirectLineTokenClaims Claims, string Id, long After, DateTime ExpiresAt);
