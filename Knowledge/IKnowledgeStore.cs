using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Knowledge;

/// <summary>Keeps the entries with their history, so that every node and the administration pages see the same.</summary>
public interface IKnowledgeStore
{
    /// <summary>The published entries as one base, or null before the first publication.</summary>
    Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>A number that is another one whenever an entry has a new version; cheap to ask for.</summary>
    Task<long> ReadRevisionAsync(CancellationToken cancellationToken);

    /// <summary>Takes in a folder, in one transaction: an entry that the desk has changed since is not overwritten unless <paramref name="force"/> says so.</summary>
    Task<KnowledgeImportOutcome> ImportAsync(KnowledgeImportSet files, bool force, KnowledgeAuthor author, CancellationToken cancellationToken);

    /// <summary>Every entry, withdrawn ones included, by id and language.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The versions of an entry, newest first; of all its languages when <paramref name="language"/> is null.</summary>
    Task<IReadOnlyList<KnowledgeChange>> ReadHistoryAsync(string entryId, string? language, CancellationToken cancellationToken);

    /// <summary>Writes one change.</summary>
    /// <returns>The new row; null when the entry is not at the expected version.</returns>
    Task<StoredEntry?> EditAsync(KnowledgeEdit edit, CancellationToken cancellationToken);

    /// <summary>Ends a conflict between file and desk.</summary>
    /// <returns>The new row; null when there is no conflict, or the entry is not at the expected version.</returns>
    Task<StoredEntry?> ResolveAsync(string entryId, string language, long expectedVersion, bool take, KnowledgeAuthor author, CancellationToken cancellationToken);
}
