namespace AssistantBot.BotFramework.Turns;

/// <summary>Objects that live as long as the turn, by name or by type.</summary>
public sealed class TurnContextStateCollection : Dictionary<string, object>
{
    /// <summary>Gets an object by name, or null.</summary>
    public T? Get<T>(string key) where T : class
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryGetValue(key, out var value) ? value as T : null;
    }

    /// <summary>Gets an object by its type's full name, or null.</summary>
    public T? Get<T>() where T : class => Get<T>(typeof(T).FullName!);

    /// <summary>Adds an object by name.</summary>
    public void Add<T>(string key, T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        base.Add(key, value);
    }

    /// <summary>Adds an object by its type's full name.</summary>
    public void Add<T>(T value) where T : class => Add(typeof(T).FullName!, value);

    /// <summary>Sets or replaces an object by its type's full name.</summary>
    public void Set<T>(T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        this[typeof(T).FullName!] = value;
    }
}
