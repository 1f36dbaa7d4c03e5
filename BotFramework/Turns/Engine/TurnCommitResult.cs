namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What followed from a <see cref="TurnCommit"/>.</summary>
/// <param name="Status">Whether it was written.</param>
public sealed record TurnCommitResult(TurnCommitStatus Status)
{
    /// <summary>The conversation's next row, claimed in the same transaction, or null when there is none.</summary>
    public ClaimedTurn? Next { get; init; }

    /// <summary>Rows put into other, idle conversations, already claimed.</summary>
    public IReadOnlyList<ClaimedTurn> Started { get; init; } = [];

    /// <summary>Conversations of other nodes that got rows to run.</summary>
    public IReadOnlyList<long> Elsewhere { get; init; } = [];

    /// <summary>The first row to send, claimed in the same transaction because nothing was waiting before it, or null.</summary>
    public ClaimedSend? Send { get; init; }

    /// <summary>True when rows wait in the conversation's outbox.</summary>
    public bool HasOutbox { get; init; }

    /// <summary>True when the conversation's transcript grew.</summary>
    public bool TranscriptChanged { get; init; }
}
