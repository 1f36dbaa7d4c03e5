namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What the adapter needs to know of the turn whose effects it collects.</summary>
internal sealed class TurnRecorder(ClaimedTurn turn, TurnUnitOfWork work, TurnStream.Run? stream)
{
    private int _lastLocalId;

    public ClaimedTurn Turn { get; } = turn;

    public TurnUnitOfWork Work { get; } = work;

    /// <summary>What shows the reply while it is written; null where the channel cannot.</summary>
    public TurnStream.Run? Stream { get; } = stream;

    /// <summary>An id unique in the conversation and the same on every run of the turn.</summary>
    public string NextLocalId() => LocalActivityIds.Create(Turn.Sequence, ++_lastLocalId);
}
