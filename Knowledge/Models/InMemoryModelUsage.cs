namespace AssistantBot.Knowledge.Models;

/// <summary>Counts for the life of the process: for tests and for programs without a database.</summary>
public sealed class InMemoryModelUsage : IModelUsageStore
{
    private readonly Dictionary<(DateOnly Day, string Scope), ModelUsage> _used = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(DateOnly day, IReadOnlyList<ModelUsageLimit> limits, int calls, long tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        lock (_gate)
        {
            if (limits.Any(limit => Of(day, limit.Scope) is var used && (used.Calls + calls > limit.Calls || used.Tokens + tokens > limit.Tokens)))
                return Task.FromResult(false);
            foreach (var limit in limits)
                _used[(day, limit.Scope)] = new ModelUsage(Of(day, limit.Scope).Calls + calls, Of(day, limit.Scope).Tokens + tokens);
            foreach (var past in _used.Keys.Where(key => key.Day < day.AddDays(-1)).ToList())
                _used.Remove(past);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task CorrectAsync(DateOnly day, IReadOnlyList<string> scopes, long difference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        lock (_gate)
        {
            foreach (var scope in scopes)
            {
                var used = Of(day, scope);
                _used[(day, scope)] = used with { Tokens = Math.Max(0, used.Tokens + difference) };
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ModelUsage> ReadAsync(DateOnly day, string scope, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(day, scope));
    }

    private ModelUsage Of(DateOnly day, string scope) => _used.GetValueOrDefault((day, scope), ModelUsage.None);
}
