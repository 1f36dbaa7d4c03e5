using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;
using Markdig;
using Markdig.Syntax;

namespace AssistantBot.Knowledge.Publishing;

/// <summary>Every change of the published knowledge goes through here: to the database first, then to what answers.</summary>
public sealed class KnowledgePublisher(IKnowledgeStore store, KnowledgeRetriever retriever) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Makes what is stored the base that answers.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => AloneAsync(() => Task.FromResult(true), cancellationToken);

    /// <summary>Takes in a folder.</summary>
    /// <param name="files">What it holds.</param>
    /// <param name="force">True to let the files win over the desk.</param>
    /// <param name="author">Who asked for it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public Task<KnowledgeImportOutcome> ImportAsync(KnowledgeImportSet files, bool force, KnowledgeAuthor author, CancellationToken cancellationToken) =>
        AloneAsync(() => store.ImportAsync(files, force, author, cancellationToken), cancellationToken);

    /// <summary>Writes a person's change.</summary>
    /// <returns>The new row; null when somebody else changed the entry meanwhile.</returns>
    public Task<StoredEntry?> EditAsync(KnowledgeEdit edit, CancellationToken cancellationToken) =>
        AloneAsync(() => store.EditAsync(edit, cancellationToken), cancellationToken);

    /// <summary>Goes back to an earlier version, which becomes the newest.</summary>
    /// <returns>The new row; null when there is no such version, or the entry has changed since <paramref name="expectedVersion"/>.</returns>
    public async Task<StoredEntry?> UndoAsync(
        string entryId, string language, long expectedVersion, long toVersion, KnowledgeAuthor author, CancellationToken cancellationToken)
    {
        var history = await store.ReadHistoryAsync(entryId, language, cancellationToken);
        if (history.FirstOrDefault(change => change.Version == toVersion) is not { } target)
            return null;
        return await EditAsync(
            new KnowledgeEdit(entryId, language, expectedVersion, target.Entry is null ? KnowledgeChangeKind.Withdrawn : KnowledgeChangeKind.Restored, target.Entry, author),
            cancellationToken);
    }

    /// <summary>Ends a conflict between file and desk.</summary>
    /// <param name="entryId">The entry.</param>
    /// <param name="language">Its language.</param>
    /// <param name="expectedVersion">The version the person saw.</param>
    /// <param name="take">True to take the file's version, false to keep the desk's.</param>
    /// <param name="author">Who decided.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The new row; null when there is no conflict any more.</returns>
    public Task<StoredEntry?> ResolveAsync(
        string entryId, string language, long expectedVersion, bool take, KnowledgeAuthor author, CancellationToken cancellationToken) =>
        AloneAsync(() => store.ResolveAsync(entryId, language, expectedVersion, take, author, cancellationToken), cancellationToken);

    /// <summary>The entry as it would be read from a file, or what is wrong with it.</summary>
    public static (KnowledgeEntry? Entry, IReadOnlyList<KnowledgeProblem> Problems) Check(KnowledgeEntry draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (Markdown.Parse(draft.Answer).OfType<HeadingBlock>().Any())
            return (null, [new KnowledgeProblem("entry.md", 0, KnowledgeProblemSeverity.Error, "A heading inside the answer would begin a question of its own: write it in bold.")]);
        var read = KnowledgeFile.Parse("entry.md", KnowledgeMarkdown.Write(draft));
        IReadOnlyList<KnowledgeProblem> problems = read.Problems;
        return read.IsValid && read.Loaded is [var only] ? (only.Entry, problems) : (null, problems);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<T> AloneAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var result = await change();
            retriever.Publish(await store.LoadAsync(cancellationToken) ?? KnowledgeBase.Empty);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }
}
