namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>All that a turn wants written, in one transaction.</summary>
/// <param name="Turn">The claimed row.</param>
/// <param name="Work">Observed versions and effects.</param>
public sealed record TurnCommit(ClaimedTurn Turn, TurnUnitOfWork Work)
{
    /// <summary>How the row ends.</summary>
    public TurnEnd End { get; init; }

    /// <summary>Invoke response or replies to store with the row (UTF-8 JSON), or null.</summary>
    public byte[]? Result { get; init; }

    /// <summary>For people at the desk: why the row is parked, or null.</summary>
    public string? Error { get; init; }

    /// <summary>False when what the bot says goes to the transcript only (Direct Line, expectReplies).</summary>
    public bool UsesOutbox { get; init; } = true;

    /// <summary>True to claim the conversation's next row in the same transaction; false while draining.</summary>
    public bool ClaimsNext { get; init; } = true;
}
