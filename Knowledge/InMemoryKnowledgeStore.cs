using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Knowledge;

/// <summary>Keeps the entries for the life of the process: for tests and for programs without a database.</summary>
/// <param name="time">Dates the history; the system's clock when null.</param>
public sealed class InMemoryKnowledgeStore(TimeProvider? time = null) : IKnowledgeStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Id, string Language), StoredEntry> _rows = [];
    private readonly List<KnowledgeChange> _history = [];

    /// <inheritdoc/>
    public Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_rows.Count == 0 ? null : KnowledgeVersion.Create(_rows.Values.Select(row => row.Entry).OfType<KnowledgeEntry>()));
    }

    /// <inheritdoc/>
    public Task<long> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_rows.Values.Sum(row => row.Version));
    }

    /// <inheritdoc/>
    public Task<KnowledgeImportOutcome> ImportAsync(KnowledgeImportSet files, bool force, KnowledgeAuthor author, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var changes = KnowledgeImportPlan.Decide(_rows.Values, files, force);
            foreach (var (row, kind) in changes)
                Write(row, kind, author);
            return Task.FromResult(new KnowledgeImportOutcome(changes.Count(change => change.Kind is not null), [.. _rows.Values.Where(row => row.Offer is not null)]));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<StoredEntry>>([.. _rows.Values.OrderBy(row => row.EntryId, StringComparer.Ordinal).ThenBy(row => row.Language, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KnowledgeChange>> ReadHistoryAsync(string entryId, string? language, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<KnowledgeChange>>([.. _history.Where(change => change.EntryId == entryId && (language is null || change.Language == language)).Reverse()]);
    }

    /// <inheritdoc/>
    public Task<StoredEntry?> EditAsync(KnowledgeEdit edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault((edit.EntryId, edit.Language));
            if ((row?.Version ?? 0) != edit.ExpectedVersion)
                return Task.FromResult<StoredEntry?>(null);
            row = (row ?? new StoredEntry(edit.EntryId, edit.Language, 0, null)) with { Version = edit.ExpectedVersion + 1, Entry = edit.Entry };
            Write(row, edit.Kind, edit.Author);
            return Task.FromResult<StoredEntry?>(row);
        }
    }

    /// <inheritdoc/>
    public Task<StoredEntry?> ResolveAsync(string entryId, string language, long expectedVersion, bool take, KnowledgeAuthor author, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.GetValueOrDefault((entryId, language)) is not { Offer: not null } row || row.Version != expectedVersion)
                return Task.FromResult<StoredEntry?>(null);
            var (resolved, kind) = KnowledgeImportPlan.Resolve(row, take);
            Write(resolved, kind, author);
            return Task.FromResult<StoredEntry?>(resolved);
        }
    }

    private void Write(StoredEntry row, KnowledgeChangeKind? kind, KnowledgeAuthor author)
    {
        _rows[(row.EntryId, row.Language)] = row;
        if (kind is { } made)
            _history.Add(new KnowledgeChange(row.EntryId, row.Language, row.Version, made, _time.GetUtcNow(), author, row.Entry));
    }
}
