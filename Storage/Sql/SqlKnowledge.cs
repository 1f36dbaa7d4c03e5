using System.Text.Json;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Storage.Sql;

/// <summary>The entries of the knowledge, each with its history.</summary>
internal sealed class SqlKnowledge(SqlDatabase database, TimeProvider time) : IKnowledgeStore
{
    private const string SelectAll = "SELECT entry_id, language, version, entry, imported, file, offer FROM knowledge_entries ORDER BY entry_id, language";

    private const string SelectOne = "SELECT entry_id, language, version, entry, imported, file, offer FROM knowledge_entries WHERE entry_id = ?1 AND language = ?2";

    private const string Upsert =
        "INSERT INTO knowledge_entries (entry_id, language, version, entry, imported, file, offer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        + "ON CONFLICT (entry_id, language) DO UPDATE SET version = excluded.version, entry = excluded.entry, imported = excluded.imported, file = excluded.file, offer = excluded.offer "
        + "WHERE knowledge_entries.version = ?8";

    private const string InsertHistory =
        "INSERT INTO knowledge_history (entry_id, language, version, kind, at, author_id, author_name, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    private const string SelectHistory =
        "SELECT entry_id, language, version, kind, at, author_id, author_name, entry FROM knowledge_history WHERE entry_id = ?1 AND (CAST(?2 AS TEXT) IS NULL OR language = ?2) "
        + "ORDER BY at DESC, language, version DESC";

    private const string SelectRevision = "SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM knowledge_entries";

    private const int MostTries = 5;

    public async Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : KnowledgeVersion.Create(rows.Select(row => row.Entry).OfType<KnowledgeEntry>());
    }

    public Task<long> ReadRevisionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectRevision);
            row.Step();
            return row.GetInt64(0);
        });

    public async Task<KnowledgeImportOutcome> ImportAsync(KnowledgeImportSet files, bool force, KnowledgeAuthor author, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            // Decided outside the writer, which everybody waits for; what moves meanwhile makes it decide again.
            var stored = await ReadAsync(cancellationToken).ConfigureAwait(false);
            var changes = KnowledgeImportPlan.Decide(stored, files, force);
            if (changes.Count > 0)
            {
                try
                {
                    await WriteAsync(changes, author).ConfigureAwait(false);
                }
                catch (VersionConflictException) when (tries < MostTries)
                {
                    continue;
                }
            }

            var after = changes.Select(change => change.Row).Concat(stored).DistinctBy(row => (row.EntryId, row.Language));
            return new KnowledgeImportOutcome(changes.Count(change => change.Kind is not null), [.. after.Where(row => row.Offer is not null)]);
        }
    }

    public Task<IReadOnlyList<StoredEntry>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredEntry>>(session =>
        {
            using var rows = session.Use(SelectAll);
            var found = new List<StoredEntry>();
            while (rows.Step())
                found.Add(Read(rows));
            return found;
        });

    public Task<IReadOnlyList<KnowledgeChange>> ReadHistoryAsync(string entryId, string? language, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<KnowledgeChange>>(session =>
        {
            using var rows = session.Use(SelectHistory).Bind(1, entryId).Bind(2, language);
            var found = new List<KnowledgeChange>();
            while (rows.Step())
            {
                found.Add(new KnowledgeChange(
                    rows.GetString(0), rows.GetString(1), rows.GetInt64(2), (KnowledgeChangeKind)rows.GetInt32(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4)),
                    new KnowledgeAuthor(rows.GetString(5), rows.GetString(6)), EntryOf(rows, 7)));
            }

            return found;
        });

    public async Task<StoredEntry?> EditAsync(KnowledgeEdit edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var row = await FindAsync(edit.EntryId, edit.Language).ConfigureAwait(false);
        if ((row?.Version ?? 0) != edit.ExpectedVersion)
            return null;
        row = (row ?? new StoredEntry(edit.EntryId, edit.Language, 0, null)) with { Version = edit.ExpectedVersion + 1, Entry = edit.Entry };
        return await TryWriteAsync(row, edit.Kind, edit.Author).ConfigureAwait(false);
    }

    public async Task<StoredEntry?> ResolveAsync(string entryId, string language, long expectedVersion, bool take, KnowledgeAuthor author, CancellationToken cancellationToken)
    {
        if (await FindAsync(entryId, language).ConfigureAwait(false) is not { Offer: not null } row || row.Version != expectedVersion)
            return null;
        var (resolved, kind) = KnowledgeImportPlan.Resolve(row, take);
        return await TryWriteAsync(resolved, kind, author).ConfigureAwait(false);
    }

    private Task<StoredEntry?> FindAsync(string entryId, string language) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectOne).Bind(1, entryId).Bind(2, language);
            return row.Step() ? Read(row) : null;
        });

    private async Task<StoredEntry?> TryWriteAsync(StoredEntry row, KnowledgeChangeKind? kind, KnowledgeAuthor author)
    {
        try
        {
            await WriteAsync([(row, kind)], author).ConfigureAwait(false);
            return row;
        }
        catch (VersionConflictException)
        {
            return null;
        }
    }

    private Task<int> WriteAsync(IReadOnlyList<(StoredEntry Row, KnowledgeChangeKind? Kind)> changes, KnowledgeAuthor author)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var prepared = changes.Select(change => (
            change.Row, change.Kind,
            Entry: change.Row.Entry is null ? null : JsonSerializer.SerializeToUtf8Bytes(change.Row.Entry, StorageJson.Default.KnowledgeEntry),
            Offer: change.Row.Offer is null ? null : JsonSerializer.SerializeToUtf8Bytes(change.Row.Offer, StorageJson.Default.FileOffer))).ToList();
        return database.WriteAsync(session =>
        {
            foreach (var (row, kind, entry, offer) in prepared)
            {
                using (var upsert = session.Use(Upsert)
                    .Bind(1, row.EntryId).Bind(2, row.Language).Bind(3, row.Version).Bind(4, entry).Bind(5, row.Imported).Bind(6, row.File).Bind(7, offer)
                    .Bind(8, kind is null ? row.Version : row.Version - 1))
                {
                    if (upsert.Run() != 1)
                        throw new VersionConflictException();
                }

                if (kind is { } made)
                {
                    using var insert = session.Use(InsertHistory)
                        .Bind(1, row.EntryId).Bind(2, row.Language).Bind(3, row.Version).Bind(4, (long)made).Bind(5, now).Bind(6, author.Id).Bind(7, author.Name).Bind(8, entry);
                    insert.Run();
                }
            }

            return prepared.Count;
        });
    }

    private static StoredEntry Read(SqlStatement row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2), EntryOf(row, 3))
    {
        Imported = row.GetStringOrNull(4),
        File = row.GetStringOrNull(5),
        Offer = row.IsNull(6) ? null : JsonSerializer.Deserialize(row.GetSpan(6), StorageJson.Default.FileOffer),
    };

    private static KnowledgeEntry? EntryOf(SqlStatement row, int column) =>
        row.IsNull(column) ? null : JsonSerializer.Deserialize(row.GetSpan(column), StorageJson.Default.KnowledgeEntry);
}
