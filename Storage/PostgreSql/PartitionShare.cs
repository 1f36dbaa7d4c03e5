using AssistantBot.Storage.Sql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>What a node should do to come to its share: everyone computes it alike from the same locks, so nobody has to decide.</summary>
/// <param name="Count">How many partitions are its share.</param>
/// <param name="Take">Free partitions to try.</param>
/// <param name="Give">Partitions to give back.</param>
internal sealed record PartitionShare(int Count, IReadOnlyList<int> Take, IReadOnlyList<int> Give)
{
    /// <summary>Computes the share.</summary>
    /// <param name="members">Numbers of the sessions that share.</param>
    /// <param name="self">This session's number; when it is not among the members, everything is given back.</param>
    /// <param name="mine">Partitions this session holds.</param>
    /// <param name="others">Partitions other sessions hold.</param>
    public static PartitionShare Of(IReadOnlyCollection<long> members, long self, IReadOnlyCollection<int> mine, IReadOnlyCollection<int> others)
    {
        if (!members.Contains(self))
            return new(0, [], [.. mine]);
        var rank = members.Count(member => member < self);
        var share = (SqlNode.PartitionCount / members.Count) + (rank < SqlNode.PartitionCount % members.Count ? 1 : 0);
        if (mine.Count > share)
            return new(share, [], [.. mine.OrderDescending().Take(mine.Count - share)]);
        // Each node begins elsewhere, so that two that look at the same moment seldom want the same.
        var first = rank * SqlNode.PartitionCount / members.Count;
        var free = Enumerable.Range(0, SqlNode.PartitionCount)
            .Select(offset => (first + offset) % SqlNode.PartitionCount)
            .Where(partition => !mine.Contains(partition) && !others.Contains(partition))
            .Take(share - mine.Count);
        return new(share, [.. free], []);
    }
}
