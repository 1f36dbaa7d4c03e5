using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Bot.DataLife;

/// <summary>At start: erasures that a restored backup does not know, or that were cut off, are done before anybody is served again.</summary>
internal sealed partial class ErasureReplay(PersonErasure erasure, ILogger<ErasureReplay> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await erasure.ReplayAsync(cancellationToken);
        }
        // The service must come up; the erasures are still on the list for the next start.
        catch (Exception failure) when (failure is StorageUnavailableException or TurnRejectedException)
        {
            LogPostponed(failure);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "Erasures could not be completed and wait for the next start.")]
    private partial void LogPostponed(Exception failure);
}
