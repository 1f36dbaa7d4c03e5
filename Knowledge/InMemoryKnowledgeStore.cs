namespace AssistantBot.Knowledge;

/// <summary>Keeps the published base for the life of the process: for tests and for programs without a database.</summary>
public sealed class InMemoryKnowledgeStore : IKnowledgeStore
{
    private volatile KnowledgeBase? _published;

    /// <inheritdoc/>
    public Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(_published);

    /// <inheritdoc/>
    public Task PublishAsync(KnowledgeBase knowledge, CancellationToken cancellationToken)
    {
        _published = knowledge;
        return Task.CompletedTask;
    }
}
