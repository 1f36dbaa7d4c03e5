namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Which conversations this node begins work for. Conversations hash to partitions, and each partition is worked by one node at a time.
/// This only avoids waste: what keeps two nodes from doing the same is the claim on the row and the versions checked at commit.
/// </summary>
public interface IPartitionOwnership
{
    /// <summary>True when this process is the only one that can ever work on the database.</summary>
    bool IsSole { get; }

    /// <summary>False while what gives ownership (the database) does not answer; nothing can be accepted then.</summary>
    bool IsAvailable { get; }

    /// <summary>How many nodes share the work, this one included; at least 1.</summary>
    int Nodes { get; }

    /// <summary>Raised when partitions were taken over or another node went, so that unfinished work may be waiting. Must not block.</summary>
    event Action? Changed;

    /// <summary>True when this node begins turns, sends and timers of the conversation.</summary>
    /// <param name="conversationId">The store's id.</param>
    bool Owns(long conversationId);

    /// <summary>
    /// Gives everything away and takes no more: other nodes go on with what is not running here. What is claimed stays claimed until the
    /// process ends.
    /// </summary>
    Task LetGoAsync();
}
