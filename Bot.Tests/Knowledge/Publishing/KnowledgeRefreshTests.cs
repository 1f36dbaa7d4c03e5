using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssistantBot.Tests.Knowledge.Publishing;

public sealed class KnowledgeRefreshTests
{
    [Fact]
    public async Task Refresh_EntryWrittenByAnotherNode_IsServedHere()
    {
        var store = new InMemoryKnowledgeStore();
        var here = new KnowledgeRetriever(new RetrievalOptions());
        using var publisher = new KnowledgePublisher(store, here);
        var time = new ManualTimeProvider();
        using var refresh = new KnowledgeRefresh(store, publisher, time, NullLogger<KnowledgeRefresh>.Instance);
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        here.Published += served.SetResult;
        await refresh.StartAsync(CancellationToken.None);

        var entry = new KnowledgeEntry { Id = "ou", Language = "fr", Question = "Où ?", Answer = "Là.", Source = "Guide" };
        await store.EditAsync(new KnowledgeEdit("ou", "fr", 0, KnowledgeChangeKind.Edited, entry, new KnowledgeAuthor("a", "Ana")), CancellationToken.None);
        // The service may not have begun to wait yet: time passes until it has looked.
        while (!served.Task.IsCompleted)
        {
            time.Advance(KnowledgeRefresh.Interval);
            await Task.Yield();
        }

        Assert.Equal("Là.", Assert.Single(here.Knowledge.Entries).Answer);
        await refresh.StopAsync(CancellationToken.None);
    }
}
