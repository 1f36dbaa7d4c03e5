namespace AssistantBot.BotFramework.DirectLine;

/// <summary>A token as clients get it.</summary>
/// <param name="ConversationId">Its conversation.</param>
/// <param name="Token">The token, a signed JWT.</param>
/// <param name="ExpiresIn">Seconds until it dies.</param>
public sealed record DirectLineToken(string ConversationId, string Token, int ExpiresIn);
