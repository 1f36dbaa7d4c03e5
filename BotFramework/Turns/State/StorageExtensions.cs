using System.Text.Json;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>Typed access to <see cref="IStorage"/>.</summary>
public static class StorageExtensions
{
    /// <summary>Reads documents as a type; unknown keys are absent from the result.</summary>
    /// <exception cref="JsonException">A document has another shape.</exception>
    public static async Task<IDictionary<string, T>> ReadAsync<T>(this IStorage storage, string[] keys, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(storage);
        var documents = await storage.ReadAsync(keys, cancellationToken).ConfigureAwait(false);
        var typed = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, document) in documents)
        {
            if (StateJson.ConvertTo<T>(document) is { } value)
                typed[key] = value;
        }

        return typed;
    }

    /// <summary>Writes objects of one type.</summary>
    public static Task WriteAsync<T>(this IStorage storage, IDictionary<string, T> changes, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(changes);
        return storage.WriteAsync(changes.ToDictionary(change => change.Key, object (change) => change.Value, StringComparer.Ordinal), cancellationToken);
    }
}
