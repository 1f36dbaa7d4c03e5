namespace AssistantBot.Handoff.Requests;

/// <summary>Which handoffs to list, in what order.</summary>
/// <param name="States">Wanted states; empty for all.</param>
/// <param name="AssistantId">Only those of this assistant, or null.</param>
/// <param name="Max">At most this many.</param>
public sealed record HandoffQuery(IReadOnlyList<HandoffState> States, string? AssistantId = null, int Max = 200)
{
    /// <summary>The order.</summary>
    public HandoffOrder Order { get; init; }

    /// <summary>How many of the first to leave out.</summary>
    public int Skip { get; init; }
}
