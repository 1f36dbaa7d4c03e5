namespace AssistantBot.BotFramework.Turns.State;

/// <summary>One named property of a <see cref="BotState"/>.</summary>
/// <typeparam name="T">Type of the property; it must survive JSON.</typeparam>
public interface IStatePropertyAccessor<T>
{
    /// <summary>Name of the property.</summary>
    string Name { get; }

    /// <summary>
    /// Gets the property; the object is kept for the turn, so its changes are saved. Without a factory a missing property is
    /// <c>default(T)</c>; with one its result is stored and given from then on.
    /// </summary>
    Task<T?> GetAsync(ITurnContext turnContext, Func<T>? defaultValueFactory = null, CancellationToken cancellationToken = default);

    /// <summary>Sets the property.</summary>
    Task SetAsync(ITurnContext turnContext, T value, CancellationToken cancellationToken = default);

    /// <summary>Removes the property.</summary>
    Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);
}
