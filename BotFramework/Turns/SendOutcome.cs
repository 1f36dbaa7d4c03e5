namespace AssistantBot.BotFramework.Turns;

/// <summary>The outcome of one attempt to send.</summary>
/// <param name="Kind">What became of it.</param>
public sealed record SendOutcome(SendOutcomeKind Kind)
{
    /// <summary>The id the channel gave, or null.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The id of the conversation just created, or null.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The service URL to use from now on, or null.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>How long the channel asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For people at the desk: status and code, never a secret.</summary>
    public string? Detail { get; init; }
}
