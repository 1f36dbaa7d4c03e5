namespace AssistantBot.Knowledge.Embeddings;

/// <summary>Keeps the vectors of entries by embedding model and text, so that a text is paid once on all nodes.</summary>
public interface IVectorStore
{
    /// <summary>Some vectors of a model, in the order of their hash.</summary>
    /// <param name="model">The embedding model.</param>
    /// <param name="after">Only hashes after this one; empty for the first.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<StoredVector>> ReadAsync(string model, string after, int max, CancellationToken cancellationToken);

    /// <summary>Keeps vectors; one of the same text is replaced.</summary>
    Task SaveAsync(string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken);

    /// <summary>Forgets vectors of a model.</summary>
    Task DeleteAsync(string model, IReadOnlyList<string> hashes, CancellationToken cancellationToken);

    /// <summary>Forgets the vectors of every other model.</summary>
    Task DeleteOtherModelsAsync(string model, CancellationToken cancellationToken);
}
