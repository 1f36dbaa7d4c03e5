namespace AssistantBot.Knowledge.Models;

/// <summary>Counts what the model is used for, by day and scope, on all nodes together and across restarts.</summary>
public interface IModelUsageStore
{
    /// <summary>Counts calls and their expected tokens in every scope, or in none when one of them would pass its limit.</summary>
    /// <param name="day">The day (UTC).</param>
    /// <param name="limits">The scopes with their limits.</param>
    /// <param name="calls">Calls; 0 for what is no call of the chat model.</param>
    /// <param name="tokens">Tokens expected.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False when nothing was counted: the call must not be made.</returns>
    Task<bool> TryAddAsync(DateOnly day, IReadOnlyList<ModelUsageLimit> limits, int calls, long tokens, CancellationToken cancellationToken);

    /// <summary>Corrects the expected tokens by what was really used.</summary>
    /// <param name="day">The day the call was counted.</param>
    /// <param name="scopes">The scopes it was counted in.</param>
    /// <param name="difference">Used less expected; may be negative.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task CorrectAsync(DateOnly day, IReadOnlyList<string> scopes, long difference, CancellationToken cancellationToken);

    /// <summary>What a scope used in a day.</summary>
    Task<ModelUsage> ReadAsync(DateOnly day, string scope, CancellationToken cancellationToken);
}
