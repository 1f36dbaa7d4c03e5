using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Health;

/// <summary>Whether activities come in, run and go out.</summary>
internal sealed class EngineHealth(
    EngineReadiness readiness, IPartitionOwnership ownership, ITurnMonitor monitor, MachineWatch machine, IOptions<HealthOptions> options, TimeProvider time) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsOpen)
            return HealthCheckResult.Unhealthy("The engine is starting or stopping.");
        if (!ownership.IsAvailable)
            return HealthCheckResult.Unhealthy("The database does not answer.");
        try
        {
            var problems = Problems(await monitor.ReadBacklogAsync(cancellationToken)).ToList();
            return readiness.Refusal is { } refusal ? HealthCheckResult.Unhealthy(string.Join(' ', problems.Prepend(refusal)))
                : problems.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', problems))
                : HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException unavailable)
        {
            return HealthCheckResult.Unhealthy("The database cannot be read.", unavailable);
        }
    }

    private IEnumerable<string> Problems(TurnBacklog backlog)
    {
        var limit = options.Value.LongestWait;
        if (Age(backlog.OldestInbox) is { } inbox && inbox > limit)
            yield return $"A message has waited {inbox.TotalSeconds:F0} s for its turn ({backlog.Inbox} wait).";
        if (Age(backlog.OldestOutbox) is { } outbox && outbox > limit)
            yield return $"A reply has waited {outbox.TotalSeconds:F0} s to be sent ({backlog.Outbox} wait).";
        if (backlog.Parked > 0)
            yield return $"{backlog.Parked} messages or conversations are parked; the desk shows them.";
        if (machine.DiskFree is { } free && free < options.Value.DiskWarning)
            yield return $"Only {free * 100:F0} % of the disk is free.";
        if (machine.ClockJump != TimeSpan.Zero)
            yield return $"The clock jumped by {machine.ClockJump.TotalSeconds:F0} s since the start; retention waits for the next start.";
    }

    private TimeSpan? Age(DateTimeOffset? since) => time.GetUtcNow() - since;
}
