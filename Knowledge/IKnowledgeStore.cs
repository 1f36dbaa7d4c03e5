namespace AssistantBot.Knowledge;

/// <summary>Keeps the published entries, so that every node and the administration pages see the same.</summary>
public interface IKnowledgeStore
{
    /// <summary>The last published base, or null before the first publication.</summary>
    Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the published base in one transaction. Publishing the version already published does nothing.</summary>
    Task PublishAsync(KnowledgeBase knowledge, CancellationToken cancellationToken);
}
