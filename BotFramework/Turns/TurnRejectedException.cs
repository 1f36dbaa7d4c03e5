namespace AssistantBot.BotFramework.Turns;

/// <summary>The engine cannot take work now; the endpoint answers 503 with <c>Retry-After</c>.</summary>
public sealed class TurnRejectedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TurnRejectedException(string message, TimeSpan retryAfter, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; }
}
