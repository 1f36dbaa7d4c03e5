namespace AssistantBot.Handoff.Relay;

/// <summary>The value of a handoff's timer.</summary>
/// <param name="HandoffId">The handoff; empty when there was none yet.</param>
/// <param name="Step">How often it has come due before.</param>
public sealed record HandoffTimer(string HandoffId, int Step = 0)
{
    /// <summary>What it was about when there was no handoff yet, or null.</summary>
    public string? Matter { get; init; }

    /// <summary>The signals that had been seen.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
