using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.Turns.State;

/// <summary>
/// Named values that keep their types across JSON. Read from a document a value is JSON until <see cref="Get{T}"/> says what it is; from then
/// on the typed object is kept, so that its changes are saved. The indexer gives plain values as string, int, long, double or bool.
/// </summary>
[JsonConverter(typeof(ValueBagConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a bag of values that happens to be a dictionary.")]
public sealed class ValueBag : IDictionary<string, object?>
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Gets or sets a value. JSON objects and lists are given as <see cref="JsonElement"/>; use <see cref="Get{T}"/> for those.</summary>
    /// <exception cref="KeyNotFoundException">The name is unknown.</exception>
    public object? this[string key]
    {
        get => Plain(_values[key]);
        set => _values[key] = value;
    }

    /// <inheritdoc/>
    public ICollection<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public ICollection<object?> Values => [.. _values.Values.Select(Plain)];

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>Gets a value as a type, or the type's default when there is none.</summary>
    /// <exception cref="JsonException">The value has another shape.</exception>
    public T? Get<T>(string key) => TryGet<T>(key, out var value) ? value : default;

    /// <summary>Gets a value as a type; a missing one is created and kept.</summary>
    public T GetOrAdd<T>(string key, Func<T> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (TryGet<T>(key, out var value) && value is not null)
            return value;
        value = factory();
        _values[key] = value;
        return value;
    }

    /// <summary>Gets a value as a type.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="JsonException">The value has another shape.</exception>
    public bool TryGet<T>(string key, [MaybeNull] out T value)
    {
        if (!_values.TryGetValue(key, out var raw))
        {
            value = default;
            return false;
        }

        value = StateJson.ConvertTo<T>(raw);
        if (raw is JsonElement && value is not null)
            _values[key] = value;
        return true;
    }

    /// <inheritdoc/>
    public void Add(string key, object? value) => _values.Add(key, value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool Remove(string key) => _values.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        if (!_values.TryGetValue(key, out value))
            return false;
        value = Plain(value);
        return true;
    }

    /// <inheritdoc/>
    public void Clear() => _values.Clear();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _values.Select(pair => KeyValuePair.Create(pair.Key, Plain(pair.Value))).GetEnumerator();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        TryGetValue(item.Key, out var value) && Equals(value, item.Value);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
    {
        foreach (var pair in this)
            array[arrayIndex++] = pair;
    }

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)this).Contains(item) && Remove(item.Key);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal IReadOnlyDictionary<string, object?> Raw => _values;

    private static object? Plain(object? value) => value is not JsonElement element ? value : element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt32(out var number) => number,
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.Number => element.GetDouble(),
        _ => element,
    };
}
