namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What the desk and the health page show of inbox and outbox.</summary>
public interface ITurnMonitor
{
    /// <summary>Counts and ages.</summary>
    Task<TurnBacklog> ReadBacklogAsync(CancellationToken cancellationToken);

    /// <summary>What is parked, newest first: messages given up, rows that can never be sent, conversations closed to us.</summary>
    Task<IReadOnlyList<ParkedItem>> ReadParkedAsync(int max, CancellationToken cancellationToken);
}
