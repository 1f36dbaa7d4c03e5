using AssistantBot.Bot.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AssistantBot.Bot.Health;

/// <summary>Whether the chat model is being called at all.</summary>
internal sealed class ModelHealth(IServiceProvider services) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(services.GetService<IChatClient>()?.GetService<GuardedChatClient>() is { IsResting: true }
            ? HealthCheckResult.Degraded("The model fails and is left alone for a while; answers are quoted meanwhile.")
            : HealthCheckResult.Healthy());
}
