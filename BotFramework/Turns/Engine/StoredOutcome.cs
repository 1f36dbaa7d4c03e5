namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How an inbox row stands.</summary>
/// <param name="IsEnded">True when it will not run any more.</param>
/// <param name="Result">The stored response or replies, UTF-8 JSON, or null.</param>
public sealed record StoredOutcome(bool IsEnded, byte[]? Result);
