using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>Questions that lean on the one before, in both languages, and some that change the subject.</summary>
public sealed class FollowUpDialogueTests(ITestOutputHelper output)
{
    /// <summary>What holds; every dialogue that misses is written out.</summary>
    private const double LeastRight = 0.75;

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Search_FollowUpsOfTheSampleKnowledge_FindWhatIsMeant(string language)
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(KnowledgeFolder.Load(Path.Combine(RepositoryRoot.Path, "knowledge")).Base);
        var (asked, right) = (0, 0);
        foreach (var (_, audience, first, next, id) in FollowUpDialogues.All.Where(dialogue => dialogue.Language == language))
        {
            var result = retriever.Search(new RetrievalQuery(next, audience, language) { Earlier = [first] });
            asked++;
            if (result.Entries.Count > 0 && result.Entries[0].Entry.Id == id)
                right++;
            else
                output.WriteLine($"{first} / {next} -> {result.Outcome} {result.Confidence:0.00} {(result.Entries is [var best, ..] ? best.Entry.Id : null)}, not {id}");
        }

        output.WriteLine($"{language}: {right} of {asked}");
        Assert.True(asked >= 30, $"{asked} dialogues");
        Assert.True(right >= LeastRight * asked, $"{right} of {asked}");
    }
}
