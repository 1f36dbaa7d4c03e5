using System.Runtime.InteropServices;
using AssistantBot.Knowledge.Embeddings;

namespace AssistantBot.Storage.Sql;

/// <summary>The vectors of entries, by model and text.</summary>
internal sealed class SqlVectors(SqlDatabase database) : IVectorStore
{
    private const int AtOnce = 100;
    private const string Select = "SELECT hash, vector FROM knowledge_vectors WHERE model = ?1 AND hash > ?2 ORDER BY hash LIMIT ?3";
    private const string Upsert =
        "INSERT INTO knowledge_vectors (model, hash, dimensions, vector) VALUES (?1, ?2, ?3, ?4) "
        + "ON CONFLICT (model, hash) DO UPDATE SET dimensions = excluded.dimensions, vector = excluded.vector";

    private const string Delete = "DELETE FROM knowledge_vectors WHERE model = ?1 AND hash = ?2";
    private const string DeleteOthers = "DELETE FROM knowledge_vectors WHERE model <> ?1";

    public Task<IReadOnlyList<StoredVector>> ReadAsync(string model, string after, int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredVector>>(session =>
        {
            using var rows = session.Use(Select).Bind(1, model).Bind(2, after).Bind(3, max);
            var found = new List<StoredVector>();
            while (rows.Step())
                found.Add(new StoredVector(rows.GetString(0), MemoryMarshal.Cast<byte, float>(rows.GetBytes(1)).ToArray()));
            return found;
        });

    // In small units, so that people's messages never wait for them.
    public async Task SaveAsync(string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken)
    {
        foreach (var part in vectors.Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await database.WriteAsync(session =>
            {
                foreach (var vector in part)
                {
                    using var upsert = session.Use(Upsert)
                        .Bind(1, model).Bind(2, vector.Hash).Bind(3, vector.Vector.Length).BindBlob(4, MemoryMarshal.AsBytes<float>(vector.Vector).ToArray());
                    upsert.Post();
                }

                return true;
            }).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync(string model, IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        foreach (var part in hashes.Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await database.WriteAsync(session =>
            {
                foreach (var hash in part)
                {
                    using var delete = session.Use(Delete).Bind(1, model).Bind(2, hash);
                    delete.Post();
                }

                return true;
            }).ConfigureAwait(false);
        }
    }

    public Task DeleteOtherModelsAsync(string model, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            using var delete = session.Use(DeleteOthers).Bind(1, model);
            return delete.Run();
        });
}
