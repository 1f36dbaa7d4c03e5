using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Inbox and turns on SQLite.</summary>
internal sealed class SqliteTurns(SqliteDatabase database, TimeProvider time) : ITurnStore
{
    private const string SelectOutcome = "SELECT status, result FROM inbox WHERE id = ?1";

    public Task<InboxReceipt> AcceptAsync(NewInboxRow row)
    {
        var now = Now();
        return database.WriteAsync(session => SqliteInbox.Append(session, row, now));
    }

    public Task<ClaimedTurn?> ClaimNextAsync(long conversationId, bool alone = false) =>
        database.WriteAsync(session =>
        {
            var turn = SqliteInbox.ClaimNext(session, conversationId, null, alone);
            return alone && turn is not null ? turn with { IsAlone = true } : turn;
        });

    public Task<ClaimedTurn?> ClaimAgainAsync(ClaimedTurn turn) =>
        database.WriteAsync(session => SqliteInbox.ClaimAgain(session, turn));

    public Task ReleaseAsync(ClaimedTurn turn) =>
        database.WriteAsync(session => SqliteInbox.Release(session, turn));

    public async Task<TurnCommitResult> CommitAsync(TurnCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var now = Now();
        var effects = new Action<EffectWriting>[commit.Work.Effects.Count];
        for (var i = 0; i < effects.Length; i++)
            effects[i] = SqliteEffects.Prepare(commit.Work.Effects[i]);
        try
        {
            return await database.WriteAsync(session => Commit(session, commit, effects, now)).ConfigureAwait(false);
        }
        catch (VersionConflictException)
        {
            return new TurnCommitResult(TurnCommitStatus.Conflict);
        }
    }

    public Task<RecoveredTurns> RecoverAsync() => database.WriteAsync(SqliteInbox.Recover);

    public Task<StoredOutcome?> FindOutcomeAsync(long inboxId, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session =>
        {
            using var row = session.Use(SelectOutcome).Bind(1, inboxId);
            return row.Step() ? new StoredOutcome(row.GetInt32(0) >= 2, row.GetBytesOrNull(1)) : null;
        }));

    public Task<string?> FindLocalIdAsync(long conversationId, string channelActivityId, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session => SqliteOutboxRows.FindLocalId(session, conversationId, channelActivityId)));

    private static TurnCommitResult Commit(SqliteSession session, TurnCommit commit, Action<EffectWriting>[] effects, long now)
    {
        var turn = commit.Turn;
        foreach (var (key, version) in commit.Work.Observed)
        {
            if (SqliteVersions.Get(session, key) != version)
                return new TurnCommitResult(TurnCommitStatus.Conflict);
        }

        if (!SqliteInbox.End(session, turn, commit.End, commit.Result, commit.Error, now))
            return new TurnCommitResult(TurnCommitStatus.ClaimLost);

        var writing = new EffectWriting(session, commit, SqliteConversations.Get(session, turn.ConversationId, turn.Conversation), now);
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i](writing);
            SqliteVersions.Raise(session, commit.Work.Effects[i]);
        }

        if (writing.HasTranscript)
            SqliteConversations.SaveCounters(session, writing.Conversation);
        return new TurnCommitResult(TurnCommitStatus.Committed)
        {
            Next = commit.ClaimsNext && turn.Kind != InboxKind.Invoke ? SqliteInbox.ClaimNext(session, turn.ConversationId, turn.Conversation) : null,
            Started = writing.Started,
            Send = writing.Send,
            HasOutbox = writing.HasOutbox,
            TranscriptChanged = writing.HasTranscript,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
