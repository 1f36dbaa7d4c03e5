using AssistantBot.Storage.PostgreSql;

namespace AssistantBot.Tests.Storage.PostgreSql;

public sealed class PartitionShareTests
{
    private static readonly int[] None = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(70)]
    public void Of_NodesThatLookInTurn_EveryPartitionIsTakenOnceAndSharesDifferByAtMostOne(int count)
    {
        var members = Enumerable.Range(1, count).Select(number => (long)number * 7).ToList();
        var held = members.ToDictionary(member => member, _ => new HashSet<int>());
        foreach (var member in members)
        {
            var others = held.Where(pair => pair.Key != member).SelectMany(pair => pair.Value).ToHashSet();
            held[member].UnionWith(PartitionShare.Of(members, member, held[member], others).Take);
        }

        Assert.Equal(Enumerable.Range(0, 64), held.Values.SelectMany(partitions => partitions).Order());
        Assert.InRange(held.Values.Max(partitions => partitions.Count) - held.Values.Min(partitions => partitions.Count), 0, 1);
    }

    [Fact]
    public void Of_AnotherNodeJoins_TheSurplusIsGivenBack()
    {
        var share = PartitionShare.Of([1, 2], 1, [.. Enumerable.Range(0, 64)], None);
        Assert.Equal((32, 32, 0), (share.Count, share.Give.Count, share.Take.Count));
    }

    [Fact]
    public void Of_NotAmongTheMembers_EverythingIsGivenBack() =>
        Assert.Equal([3, 9], PartitionShare.Of([1, 2], 5, [3, 9], None).Give);
}
