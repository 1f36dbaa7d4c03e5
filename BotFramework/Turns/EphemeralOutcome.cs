namespace AssistantBot.BotFramework.Turns;

/// <summary>What became of something ephemeral.</summary>
/// <param name="Kind">What became of it.</param>
public sealed record EphemeralOutcome(EphemeralOutcomeKind Kind)
{
    /// <summary>The id the channel gave (Teams: the stream's, for its first chunk), or null.</summary>
    public string? Id { get; init; }

    /// <summary>How long the channel asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
