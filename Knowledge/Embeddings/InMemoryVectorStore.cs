using System.Collections.Concurrent;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>Keeps vectors for the life of the process: for tests and for programs without a database.</summary>
public sealed class InMemoryVectorStore : IVectorStore
{
    private readonly ConcurrentDictionary<(string Model, string Hash), float[]> _vectors = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredVector>> ReadAsync(string model, string after, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredVector>>([.. _vectors
            .Where(pair => pair.Key.Model == model && string.CompareOrdinal(pair.Key.Hash, after) > 0)
            .OrderBy(pair => pair.Key.Hash, StringComparer.Ordinal)
            .Take(max)
            .Select(pair => new StoredVector(pair.Key.Hash, pair.Value))]);

    /// <inheritdoc/>
    public Task SaveAsync(string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        foreach (var vector in vectors)
            _vectors[(model, vector.Hash)] = vector.Vector;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string model, IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        foreach (var hash in hashes)
            _vectors.TryRemove((model, hash), out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteOtherModelsAsync(string model, CancellationToken cancellationToken)
    {
        foreach (var key in _vectors.Keys.Where(key => key.Model != model))
            _vectors.TryRemove(key, out _);
        return Task.CompletedTask;
    }
}
