namespace AssistantBot.BotFramework.Authentication;

/// <summary>The bot's own token cannot be had. The message names status and error code, never a secret.</summary>
public sealed class BotTokenException(string message, TimeSpan retryAfter, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
