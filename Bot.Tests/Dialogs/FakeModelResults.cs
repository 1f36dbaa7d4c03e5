using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Tests.Dialogs;

/// <summary>Model results in memory, by turn and prompt.</summary>
internal sealed class FakeModelResults : IModelResultStore
{
    public Dictionary<(long InboxId, string PromptHash), string> Kept { get; } = [];

    public IModelResultCache OfTurn(long inboxId) => new Turn(Kept, inboxId);

    private sealed class Turn(Dictionary<(long InboxId, string PromptHash), string> kept, long inboxId) : IModelResultCache
    {
        public Task<string?> GetAsync(string promptHash, CancellationToken cancellationToken) =>
            Task.FromResult(kept.GetValueOrDefault((inboxId, promptHash)));

        public Task PutAsync(string promptHash, string result, CancellationToken cancellationToken)
        {
            kept[(inboxId, promptHash)] = result;
            return Task.CompletedTask;
        }
    }
}
