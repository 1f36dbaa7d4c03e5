using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Inbox and turns.</summary>
internal sealed class SqlTurns(SqlDatabase database, TimeProvider time, IFailPoints failPoints) : ITurnStore
{
    private const string SelectOutcome = "SELECT status, result FROM inbox WHERE id = ?1";

    public Task<InboxReceipt> AcceptAsync(NewInboxRow row, TimeSpan? patience = null)
    {
        var now = Now();
        return database.WriteAsync(session =>
        {
            var receipt = SqlInbox.Append(session, row, now);
            failPoints.Reach(FailPoint.AfterInsert);
            return receipt;
        }, row.Conversation, patience);
    }

    public Task<ClaimedTurn?> ClaimNextAsync(long conversationId, bool alone = false) =>
        database.WriteAsync(session =>
        {
            var turn = SqlInbox.ClaimNext(session, conversationId, null, alone);
            return alone && turn is not null ? turn with { IsAlone = true } : turn;
        });

    public Task<ClaimedTurn?> ClaimAgainAsync(ClaimedTurn turn) =>
        database.WriteAsync(session => SqlInbox.ClaimAgain(session, turn));

    public Task ReleaseAsync(ClaimedTurn turn) =>
        database.WriteAsync(session => SqlInbox.Release(session, turn));

    public async Task<TurnCommitResult> CommitAsync(TurnCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var now = Now();
        var effects = new Action<EffectWriting>[commit.Work.Effects.Count];
        for (var i = 0; i < effects.Length; i++)
            effects[i] = SqlEffects.Prepare(commit.Work.Effects[i]);
        try
        {
            return await database.WriteAsync(session => Commit(session, commit, effects, now), commit.Turn.Conversation).ConfigureAwait(false);
        }
        catch (VersionConflictException)
        {
            return new TurnCommitResult(TurnCommitStatus.Conflict);
        }
    }

    public async Task<RecoveredTurns> RecoverAsync()
    {
        if (await database.ReadAsync(session => SqlInbox.HasAbandoned(session, database.Node)).ConfigureAwait(false))
            await database.WriteAsync(SqlInbox.FreeAbandoned).ConfigureAwait(false);
        return await database.ReadAsync(session => SqlInbox.ReadWaiting(session, database.Node)).ConfigureAwait(false);
    }

    public Task<StoredOutcome?> FindOutcomeAsync(long inboxId, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectOutcome).Bind(1, inboxId);
            return row.Step() ? new StoredOutcome(row.GetInt32(0) >= 2, row.GetBytesOrNull(1)) : null;
        });

    public Task<string?> FindLocalIdAsync(long conversationId, string channelActivityId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqlOutboxRows.FindLocalId(session, conversationId, channelActivityId));

    private static TurnCommitResult Commit(SqlSession session, TurnCommit commit, Action<EffectWriting>[] effects, long now)
    {
        var turn = commit.Turn;
        if (!SqlVersions.Stand(session, commit.Work))
            return new TurnCommitResult(TurnCommitStatus.Conflict);

        if (!SqlInbox.End(session, turn, commit.End, commit.Result, commit.Error, now))
            return new TurnCommitResult(TurnCommitStatus.ClaimLost);

        var writing = new EffectWriting(session, commit, SqlConversations.Get(session, turn.ConversationId, turn.Conversation), now);
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i](writing);
            SqlVersions.Raise(session, commit.Work.Effects[i]);
        }

        if (writing.HasTranscript)
            SqlConversations.SaveCounters(session, writing.Conversation);
        return new TurnCommitResult(TurnCommitStatus.Committed)
        {
            Next = commit.ClaimsNext && turn.Kind != InboxKind.Invoke ? SqlInbox.ClaimNext(session, turn.ConversationId, turn.Conversation) : null,
            Started = writing.Started,
            Elsewhere = writing.Elsewhere,
            Send = writing.Send,
            HasOutbox = writing.HasOutbox,
            TranscriptChanged = writing.HasTranscript,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
