using System.Globalization;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>Documents in memory, for tests: gone with the process, last write wins. Safe for concurrent use.</summary>
public sealed class MemoryStorage : IStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _documents;
    private long _lastETag;

    /// <summary>Creates the storage.</summary>
    /// <param name="documents">Documents to start with, JSON by key; they are copied.</param>
    public MemoryStorage(IReadOnlyDictionary<string, string>? documents = null) =>
        _documents = documents is null ? new(StringComparer.Ordinal) : new(documents, StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new Dictionary<string, object>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_documents.TryGetValue(key, out var json))
                    found[key] = StateJson.Parse(json);
            }
        }

        return Task.FromResult<IDictionary<string, object>>(found);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Etag conflict; what was written before the refused object stays written.</exception>
    public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_lock)
        {
            foreach (var (key, value) in changes)
            {
                ArgumentNullException.ThrowIfNull(value, nameof(changes));
                var stored = _documents.TryGetValue(key, out var json) ? StateJson.Parse(json) : default;
                _documents[key] = StoreDocument.Create(key, value, stored, () => (++_lastETag).ToString(CultureInfo.InvariantCulture));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_lock)
        {
            foreach (var key in keys)
                _documents.Remove(key);
        }

        return Task.CompletedTask;
    }
}
