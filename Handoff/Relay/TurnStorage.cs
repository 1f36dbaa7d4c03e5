using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Handoff.Relay;

/// <summary>The documents a turn reads and writes: its own unit of work where the engine brings one.</summary>
internal static class TurnStorage
{
    public static IStorage Of(ITurnContext turnContext, IStorage? fallback) =>
        turnContext.TurnState.Get<IStorage>() ?? fallback
        ?? throw new InvalidOperationException("The turn brings no storage.");

    public static async Task<T?> ReadAsync<T>(IStorage storage, string key, CancellationToken cancellationToken) where T : class
    {
        var found = await storage.ReadAsync([key], cancellationToken).ConfigureAwait(false);
        return found.TryGetValue(key, out var document) ? StateJson.ConvertTo<T>(document) : null;
    }

    public static Task WriteAsync(IStorage storage, string key, object document, CancellationToken cancellationToken) =>
        storage.WriteAsync(new Dictionary<string, object> { [key] = document }, cancellationToken);
}
