namespace AssistantBot.BotFramework.Turns.State;

internal sealed class BotStatePropertyAccessor<T>(BotState state, string name) : IStatePropertyAccessor<T>
{
    public string Name => name;

    public async Task<T?> GetAsync(ITurnContext turnContext, Func<T>? defaultValueFactory = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var properties = await state.GetPropertiesAsync(turnContext, cancellationToken).ConfigureAwait(false);
        if (properties.TryGet<T>(name, out var value) && value is not null)
            return value;
        return defaultValueFactory is null ? default : properties.GetOrAdd(name, defaultValueFactory);
    }

    public async Task SetAsync(ITurnContext turnContext, T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var properties = await state.GetPropertiesAsync(turnContext, cancellationToken).ConfigureAwait(false);
        properties[name] = value;
    }

    public async Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var properties = await state.GetPropertiesAsync(turnContext, cancellationToken).ConfigureAwait(false);
        properties.Remove(name);
    }
}
