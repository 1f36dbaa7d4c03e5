using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Runs one claimed row to its commit: again on fresh data after a conflict, on its own time-out.</summary>
internal sealed partial class TurnRunner(
    DurableAdapter adapter, ITurnStore store, RunningTurns running, TurnStreams streams, IServiceProvider services, IFailPoints failPoints, IOptions<TurnEngineOptions> options, TimeProvider time,
    ILogger<TurnRunner> logger)
{
    private static readonly TimeSpan LongestStorageWait = TimeSpan.FromSeconds(2);

    private readonly TurnEngineOptions _options = options.Value;

    /// <summary>Runs the turn until it is committed or its claim is lost.</summary>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    public Task<TurnCommitResult> RunAsync(ClaimedTurn turn, CancellationToken stopping)
    {
        var bot = services.GetRequiredService<IBot>();
        return RunToCommitAsync(
            turn, TurnEnd.Done, null, (activity, work, stream, cancellation) => adapter.RunAsync(turn, activity, work, stream, bot, _options.DefaultLanguage, cancellation), stopping);
    }

    /// <summary>Gives a message up: the person is told, on fresh state, in the transaction that parks the row.</summary>
    public async Task<TurnCommitResult> ParkAsync(ClaimedTurn turn, Exception failure, CancellationToken stopping)
    {
        LogParked(turn.InboxId, turn.Conversation, turn.Attempt, failure);
        var onError = adapter.OnTurnError ?? ((context, _) => TurnFailureNotice.SendAsync(context, _options.DefaultLanguage));
        var error = $"{failure.GetType().Name}: {failure.Message}";
        try
        {
            return await RunToCommitAsync(
                turn, TurnEnd.Parked, error, (activity, work, stream, _) => adapter.RunErrorAsync(turn, activity, work, stream, failure, onError, _options.DefaultLanguage), stopping)
                .ConfigureAwait(false);
        }
        // Whatever the error handler throws, the row must be parked, or it would block its conversation for ever.
        catch (Exception second) when (!stopping.IsCancellationRequested)
        {
            LogErrorHandlerFailed(turn.InboxId, second);
            return await RunToCommitAsync(turn, TurnEnd.Parked, error, (_, _, _, _) => Task.FromResult<byte[]?>(null), stopping, parse: false).ConfigureAwait(false);
        }
    }

    private async Task<TurnCommitResult> RunToCommitAsync(
        ClaimedTurn turn, TurnEnd end, string? error, Func<Activity, TurnUnitOfWork, TurnStream.Run?, CancellationToken, Task<byte[]?>> run, CancellationToken stopping,
        bool parse = true)
    {
        failPoints.Reach(FailPoint.Claimed);
        await using var stream = parse ? await streams.OpenAsync(turn, again: end == TurnEnd.Parked).ConfigureAwait(false) : null;
        for (var conflicts = 0; conflicts <= _options.MaxConflicts; conflicts++)
        {
            var work = new TurnUnitOfWork(turn.Conversation, turn.InboxId);
            using var current = running.Enter(work, _options.Timeout, time, stopping);
            byte[]? result;
            TurnStream.Run? shown = null;
            try
            {
                var activity = parse ? await ReadActivityAsync(turn).ConfigureAwait(false) : new Activity();
                shown = stream?.Begin(activity, work);
                // A bot that does not heed its token is left behind: its unit of work is never committed.
                var bot = run(activity, work, shown, current.Token);
                failPoints.Reach(FailPoint.Running);
                result = await bot.WaitAsync(current.Token).ConfigureAwait(false);
            }
            // A superseded run failed because what it read is gone, whatever it threw.
            catch (Exception) when (current.IsSuperseded && !stopping.IsCancellationRequested)
            {
                continue;
            }
            catch (OperationCanceledException cancelled) when (current.HasTimedOut && !stopping.IsCancellationRequested)
            {
                throw new TimeoutException($"The turn took longer than {_options.Timeout}.", cancelled);
            }
            finally
            {
                shown?.Leave();
            }

            var outcome = await CommitAsync(
                new TurnCommit(turn, work)
                {
                    End = end,
                    Result = result,
                    Error = error,
                    UsesOutbox = turn.Conversation.ChannelId != ChannelIds.Directline && turn.Kind != InboxKind.ExpectReplies,
                    ClaimsNext = !turn.IsAlone && !stopping.IsCancellationRequested,
                },
                stopping).ConfigureAwait(false);
            switch (outcome.Status)
            {
                case TurnCommitStatus.Committed:
                    running.Supersede(work);
                    return outcome;
                case TurnCommitStatus.ClaimLost:
                    LogClaimLost(turn.InboxId, turn.Attempt);
                    return outcome;
            }
        }

        throw new TurnConflictException(_options.MaxConflicts);
    }

    private async Task<Activity> ReadActivityAsync(ClaimedTurn turn)
    {
        var activity = TurnActivity.Read(turn);
        if (activity.ReplyToId is { Length: > 0 } replyTo && turn.Origin == TurnOrigin.Channel)
            activity.ReplyToId = await store.FindLocalIdAsync(turn.ConversationId, replyTo, CancellationToken.None).ConfigureAwait(false) ?? replyTo;
        return activity;
    }

    // A database that cannot be written is not the message's fault: the same effects are offered again, and the versions decide.
    private async Task<TurnCommitResult> CommitAsync(TurnCommit commit, CancellationToken stopping)
    {
        for (var wait = TimeSpan.FromMilliseconds(50); ;)
        {
            try
            {
                failPoints.Reach(FailPoint.BeforeTurnCommit);
                var outcome = await store.CommitAsync(commit).ConfigureAwait(false);
                failPoints.Reach(FailPoint.AfterTurnCommit);
                return outcome;
            }
            catch (StorageUnavailableException unavailable)
            {
                LogStorageUnavailable(commit.Turn.InboxId, unavailable);
            }

            await Task.Delay(wait, time, stopping).ConfigureAwait(false);
            wait = wait * 2 < LongestStorageWait ? wait * 2 : LongestStorageWait;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Inbox row {InboxId} of {Conversation} is parked after {Attempts} attempts.")]
    private partial void LogParked(long inboxId, ConversationKey conversation, int attempts, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The error handler failed for inbox row {InboxId}; it is parked without a word to the person.")]
    private partial void LogErrorHandlerFailed(long inboxId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inbox row {InboxId} is no longer claimed by attempt {Attempt}; its effects are dropped.")]
    private partial void LogClaimLost(long inboxId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of inbox row {InboxId} cannot be written yet.")]
    private partial void LogStorageUnavailable(long inboxId, Exception failure);
}
