using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Finds what waits in the partitions of this node: at start, when partitions come, when another node says so, and once in a while, because
/// notices may be lost.
/// </summary>
internal sealed partial class WorkSweeper(
    ITurnStore turns, IOutboxStore outboxStore, TurnScheduler scheduler, OutboxSender outbox, ConversationSignals signals, OutcomeWaiters waiters,
    IPartitionOwnership ownership, INodeNotices notices, IOptions<TurnEngineOptions> options, TimeProvider time, ILogger<WorkSweeper> logger) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>At start: goes on with what the last process left behind; suspects first, while nothing else runs.</summary>
    public async Task StartAsync()
    {
        ownership.Changed += Wake;
        notices.Received += Look;
        var unfinished = await turns.RecoverAsync().ConfigureAwait(false);
        var unsent = await outboxStore.RecoverAsync().ConfigureAwait(false);
        if (unfinished.Waiting.Count + unsent.Count > 0)
            LogRecovered(unfinished.Waiting.Count, unsent.Count);
        await RunSuspectsAsync(unfinished.Suspects).ConfigureAwait(false);
        Begin(unfinished.Waiting, unsent);
    }

    /// <summary>Sweeps until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (ownership.IsSole)
            return;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(options.Value.SweepInterval, stopping).ConfigureAwait(false);
                await SweepAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            // Whatever it is: without this loop the node would find nothing that another has left behind.
            catch (Exception failure)
            {
                LogSweepFailed(failure);
            }
        }
    }

    public void Dispose()
    {
        ownership.Changed -= Wake;
        notices.Received -= Look;
        _wake.Dispose();
    }

    private async Task SweepAsync()
    {
        var unfinished = await turns.RecoverAsync().ConfigureAwait(false);
        // What has ended two processes is run one at a time, so that it is found without blaming those beside it.
        scheduler.StartSuspects(unfinished.Suspects);
        Begin(unfinished.Waiting.Except(unfinished.Suspects), await outboxStore.RecoverAsync().ConfigureAwait(false));
    }

    private void Begin(IEnumerable<long> waiting, IEnumerable<long> unsent)
    {
        foreach (var conversation in unsent)
            outbox.Wake(conversation);
        foreach (var conversation in waiting)
            scheduler.StartPending(conversation);
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception ended) when (ended is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody has asked already, or nobody sweeps any more.
        }
    }

    private void Look(NodeNotice notice)
    {
        switch (notice.Kind)
        {
            case NodeNoticeKind.Changed:
                signals.NotifyHere(notice.Conversation!.Value);
                break;
            case NodeNoticeKind.Work when ownership.Owns(notice.Id):
                scheduler.StartPending(notice.Id);
                outbox.Wake(notice.Id);
                break;
            case NodeNoticeKind.Ended:
                waiters.Release(notice.Id);
                break;
            case NodeNoticeKind.Missed:
                signals.NotifyAllHere();
                Wake();
                break;
        }
    }

    // Before anything else runs: whichever of them ends the process again has nobody beside it to share the blame.
    private async Task RunSuspectsAsync(IReadOnlyList<long> suspects)
    {
        var started = time.GetTimestamp();
        foreach (var conversation in suspects)
        {
            var left = options.Value.SuspectTime - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return;
            try
            {
                await scheduler.RunAloneAsync(conversation).WaitAsync(left, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Going on with {Turns} conversations that have unfinished turns and {Sends} that have unsent activities.")]
    private partial void LogRecovered(int turns, int sends);

    [LoggerMessage(Level = LogLevel.Error, Message = "Waiting work cannot be looked for yet.")]
    private partial void LogSweepFailed(Exception failure);
}
