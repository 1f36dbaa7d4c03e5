using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Tests.Knowledge.Loading;

public sealed class SampleKnowledgeTests
{
    private static readonly KnowledgeFolderResult Sample = KnowledgeFolder.Load(Path.Combine(AppContext.BaseDirectory, "knowledge"));

    [Fact]
    public void SampleBase_HasNoProblemAtAll() => Assert.Empty(Sample.Problems);

    [Fact]
    public void SampleBase_EveryIdHasBothLanguagesAndOneAudience()
    {
        Assert.True(Sample.Base.Entries.Count >= 100);
        Assert.All(Sample.Base.Entries.GroupBy(entry => entry.Id), pair =>
        {
            Assert.Equal(["en", "fr"], pair.Select(entry => entry.Language).Order());
            Assert.Single(pair.Select(entry => entry.Audience).Distinct());
        });
    }

    [Fact]
    public void SampleBase_EveryEntryIsCompleteAndForSomebody()
    {
        Assert.All(Sample.Base.Entries, entry =>
        {
            Assert.NotNull(entry.Short);
            Assert.NotNull(entry.Owner);
            Assert.NotNull(entry.ReviewBy);
            Assert.NotEmpty(entry.AlsoAsked);
            Assert.NotEmpty(entry.Groups);
        });
        Assert.Equal(3, Sample.Base.Entries.Select(entry => entry.Audience).Distinct().Count());
        Assert.All(
            Sample.Base.Entries.Where(entry => entry.Link!.Contains("intranet", StringComparison.Ordinal)),
            entry => Assert.Equal(Audience.Employees, entry.Audience));
    }
}
