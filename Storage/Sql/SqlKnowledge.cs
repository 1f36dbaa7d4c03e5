using System.Text.Json;
using AssistantBot.Knowledge;

namespace AssistantBot.Storage.Sql;

/// <summary>The published knowledge: one document, replaced whole.</summary>
internal sealed class SqlKnowledge(SqlDatabase database, TimeProvider time) : IKnowledgeStore
{
    private const string Select = "SELECT base FROM knowledge WHERE id = 1";
    private const string Upsert =
        "INSERT INTO knowledge (id, version, base, published_at) VALUES (1, ?1, ?2, ?3) "
        + "ON CONFLICT (id) DO UPDATE SET version = excluded.version, base = excluded.base, published_at = excluded.published_at WHERE knowledge.version <> excluded.version";

    public Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(Select);
            return row.Step() ? JsonSerializer.Deserialize(row.GetSpan(0), StorageJson.Default.KnowledgeBase) : null;
        });

    public Task PublishAsync(KnowledgeBase knowledge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        var json = JsonSerializer.SerializeToUtf8Bytes(knowledge, StorageJson.Default.KnowledgeBase);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.WriteAsync(session =>
        {
            using var upsert = session.Use(Upsert).Bind(1, knowledge.Version).Bind(2, json).Bind(3, now);
            return upsert.Run();
        });
    }
}
