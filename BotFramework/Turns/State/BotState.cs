using System.Text.Json;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>
/// A document of named properties that is loaded once per turn, changed in memory and saved if it differs from what was loaded. Where it is
/// kept: the turn's own unit of work when there is one (the engine puts an <see cref="IStorage"/> into the turn state), else the storage given here.
/// </summary>
public abstract class BotState
{
    private readonly IStorage? _storage;
    private readonly string _contextServiceKey;

    /// <summary>Creates the state.</summary>
    /// <param name="storage">Used when the turn brings none; null when every turn does.</param>
    /// <param name="contextServiceKey">Name under which the loaded document is kept in the turn state.</param>
    protected BotState(IStorage? storage, string contextServiceKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contextServiceKey);
        _storage = storage;
        _contextServiceKey = contextServiceKey;
    }

    /// <summary>An accessor of one property.</summary>
    /// <exception cref="ArgumentException">The name is null or white space.</exception>
    public IStatePropertyAccessor<T> CreateProperty<T>(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new BotStatePropertyAccessor<T>(this, name);
    }

    /// <summary>Loads the document unless the turn has it already.</summary>
    /// <param name="turnContext">The turn.</param>
    /// <param name="force">True to read again and forget unsaved changes.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task LoadAsync(ITurnContext turnContext, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (!force && Find(turnContext) is not null)
            return;
        var key = GetStorageKey(turnContext);
        var items = await StorageOf(turnContext).ReadAsync([key], cancellationToken).ConfigureAwait(false);
        var json = items.TryGetValue(key, out var document) ? StateJson.Write(document) : null;
        turnContext.TurnState[_contextServiceKey] = new LoadedState(json);
    }

    /// <summary>Saves the document if it was loaded and has changed.</summary>
    /// <param name="turnContext">The turn.</param>
    /// <param name="force">True to save even without a change.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task SaveChangesAsync(ITurnContext turnContext, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (Find(turnContext) is not { } loaded || !loaded.HasChanged(out var json) && !force)
            return;
        var changes = new Dictionary<string, object> { [GetStorageKey(turnContext)] = StateJson.Parse(json) };
        await StorageOf(turnContext).WriteAsync(changes, cancellationToken).ConfigureAwait(false);
        loaded.MarkSaved(json);
    }

    /// <summary>Empties the document; saving writes the empty one.</summary>
    public Task ClearStateAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        turnContext.TurnState[_contextServiceKey] = LoadedState.Cleared();
        return Task.CompletedTask;
    }

    /// <summary>Deletes the document from the storage and forgets what was loaded.</summary>
    public async Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        turnContext.TurnState.Remove(_contextServiceKey);
        await StorageOf(turnContext).DeleteAsync([GetStorageKey(turnContext)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The document as it stands in this turn; null when it was not loaded.</summary>
    public JsonElement? Get(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return Find(turnContext) is { } loaded ? StateJson.ToElement(loaded.Properties) : null;
    }

    /// <summary>The key of the document.</summary>
    /// <exception cref="InvalidOperationException">The activity lacks a part of the key.</exception>
    protected abstract string GetStorageKey(ITurnContext turnContext);

    /// <summary>A part of the key that must not be missing.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    protected static string Require(string? part, string name) =>
        string.IsNullOrWhiteSpace(part) ? throw new InvalidOperationException($"The activity has no {name}.") : part;

    internal async Task<ValueBag> GetPropertiesAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        await LoadAsync(turnContext, force: false, cancellationToken).ConfigureAwait(false);
        return Find(turnContext)!.Properties;
    }

    private LoadedState? Find(ITurnContext turnContext) => turnContext.TurnState.Get<LoadedState>(_contextServiceKey);

    private IStorage StorageOf(ITurnContext turnContext) =>
        turnContext.TurnState.Get<IStorage>() ?? _storage
        ?? throw new InvalidOperationException("The turn brings no storage, and the state was created without one.");
}
