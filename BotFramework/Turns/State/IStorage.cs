namespace AssistantBot.BotFramework.Turns.State;

/// <summary>
/// Documents by key. JSON is the currency: what is written is serialized at once (later changes of the object do not reach the store), and
/// what is read are <see cref="System.Text.Json.JsonElement"/> documents; <see cref="StorageExtensions"/> reads them as types. Keys may hold
/// any character.
/// </summary>
public interface IStorage
{
    /// <summary>Reads documents; unknown keys are absent from the result.</summary>
    Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes objects. An <see cref="IStoreItem"/> is refused when a version is stored and its <see cref="IStoreItem.ETag"/> is neither that
    /// version nor <c>*</c>; other objects overwrite.
    /// </summary>
    Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default);

    /// <summary>Deletes documents; unknown keys are fine.</summary>
    Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default);
}
