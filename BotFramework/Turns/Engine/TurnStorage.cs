using System.Globalization;
using System.Text.Json;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// <see cref="IStorage"/> within a turn: part of its unit of work. Every key read is observed with its version (0 when absent), so that the
/// commit fails when someone else has written it since; writes become effects, the last one per key, and later reads of the turn see them.
/// Discarding the unit of work's effects takes the writes back. Not safe for concurrent use: a turn is one flow.
/// </summary>
public sealed class TurnStorage : IStorage
{
    private readonly TurnUnitOfWork _unitOfWork;
    private readonly IStateReader _reader;
    private readonly Dictionary<string, StateDocument?> _committed = new(StringComparer.Ordinal);
    private int _writes;

    /// <summary>Creates the storage of one run of a turn.</summary>
    public TurnStorage(TurnUnitOfWork unitOfWork, IStateReader reader)
    {
        ArgumentNullException.ThrowIfNull(unitOfWork);
        ArgumentNullException.ThrowIfNull(reader);
        _unitOfWork = unitOfWork;
        _reader = reader;
    }

    /// <inheritdoc/>
    public async Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await LoadAsync(keys, cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (CurrentJson(key) is { } json)
                found[key] = StateJson.Parse(json);
        }

        return found;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Etag conflict.</exception>
    public async Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);

        // Only a conditional write depends on what is stored; the others stay blind and raise no conflict of their own.
        var conditional = changes.Where(change => change.Value is IStoreItem).Select(change => change.Key).ToArray();
        await LoadAsync(conditional, cancellationToken).ConfigureAwait(false);
        foreach (var (key, value) in changes)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(changes));
            JsonElement? stored = value is IStoreItem && CurrentJson(key) is { } json ? StateJson.Parse(json) : null;
            Put(key, StoreDocument.Create(key, value, stored, () => NextETag(key)));
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
            Put(key, json: null);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(string[] keys, CancellationToken cancellationToken)
    {
        var missing = keys.Where(key => !_committed.ContainsKey(key)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            return;
        var documents = await _reader.ReadAsync(missing, cancellationToken).ConfigureAwait(false);
        foreach (var key in missing)
        {
            var document = documents.GetValueOrDefault(key);
            _committed[key] = document;
            _unitOfWork.Observe(new VersionKey(VersionKey.State, key), document?.Version ?? 0);
        }
    }

    private string? CurrentJson(string key) =>
        PendingWrite(key) is { } pending ? pending.Json : _committed.GetValueOrDefault(key)?.Json;

    // The effects are the single truth about pending writes, so that discarding them discards what later reads see.
    private WriteStateEffect? PendingWrite(string key) =>
        _unitOfWork.Effects.OfType<WriteStateEffect>().LastOrDefault(effect => effect.Key == key);

    private void Put(string key, string? json)
    {
        if (PendingWrite(key) is { } earlier)
            _unitOfWork.Remove(earlier);
        _unitOfWork.Add(new WriteStateEffect(key, json));
    }

    // Unique per write of the key: committed writes differ in version, writes within the turn in the count of the last one.
    private string NextETag(string key)
    {
        var version = (_committed.GetValueOrDefault(key)?.Version ?? 0) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{version}.{_unitOfWork.InboxId}.{++_writes}");
    }
}
