namespace AssistantBot.Storage.Sql;

/// <summary>This process among those that share the database.</summary>
internal abstract class SqlNode
{
    /// <summary>How many partitions conversations hash to: one for each bit of <see cref="Partitions"/>.</summary>
    public const int PartitionCount = 64;

    /// <summary>True for rows whose partition is in the mask ?1. Ids are serial numbers: the factor spreads neighbours over nodes.</summary>
    public const string IsMine = "((CAST(?1 AS BIGINT) >> CAST((conversation_id * 37) & 63 AS INTEGER)) & 1) = 1";

    /// <summary>True for claims of a process that has ended; ?2 is this one's session.</summary>
    public const string IsAbandoned = "node <> ?2 AND {no session of node}";

    /// <summary>For connections that claim nothing.</summary>
    public static SqlNode None { get; } = new Nobody();

    /// <summary>What this process's claims carry; it ends with the process, or earlier when the process is taken for dead.</summary>
    public abstract long Session { get; }

    /// <summary>Partitions whose work this process begins, a bit each.</summary>
    public abstract long Partitions { get; }

    /// <summary>Ends the session and begins another: what it has claimed without knowing is free again.</summary>
    public virtual void BeginAnew()
    {
    }

    /// <summary>True when this process begins the conversation's work.</summary>
    public bool Owns(long conversationId) => ((Partitions >> PartitionOf(conversationId)) & 1) != 0;

    /// <summary>0 to 63.</summary>
    public static int PartitionOf(long conversationId) => (int)((conversationId * 37) & (PartitionCount - 1));

    private sealed class Nobody : SqlNode
    {
        public override long Session => 0;

        public override long Partitions => 0;
    }
}
