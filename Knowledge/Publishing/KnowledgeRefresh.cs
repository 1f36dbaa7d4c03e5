using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Knowledge.Publishing;

/// <summary>Notices what another node published, within seconds: the desk may be open on any of them.</summary>
internal sealed partial class KnowledgeRefresh(IKnowledgeStore store, KnowledgePublisher publisher, TimeProvider time, ILogger<KnowledgeRefresh> log) : BackgroundService
{
    /// <summary>How often the store is asked.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var known = -1L;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var revision = await store.ReadRevisionAsync(stoppingToken);
                    if (revision != known)
                        await publisher.RefreshAsync(stoppingToken);
                    known = revision;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // What serves goes on serving; the database is asked again.
                    LogFailed(failure.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The knowledge's revision could not be read: {Reason}")]
    private partial void LogFailed(string reason);
}
