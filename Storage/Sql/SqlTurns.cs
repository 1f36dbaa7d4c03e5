using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Inbox and turns.</summary>
internal sealed class SqlTurns(SqlDatabase database, TimeProvider time, IFailPoints failPoints) : ITurnStore
{
    private const string SelectOutcome = "SELECT status, result FROM inbox WHERE id = ?1";

    public Task<InboxReceipt> AcceptAsync(NewInboxRow row, TimeSpan? patience = null, Action<ClaimedTurn>? begin = null)
    {
        var now = Now();
        return database.WriteTogetherAsync(async session =>
        {
            var receipt = await SqlInbox.AppendAsync(session, row, now);
            failPoints.Reach(FailPoint.AfterInsert);
            return receipt;
        }, row.Conversation, patience, committed: receipt =>
        {
            if (receipt.Turn is { } turn)
                begin?.Invoke(turn);
        });
    }

    public Task<ClaimedTurn?> ClaimNextAsync(long conversationId, bool alone = false) =>
        database.WriteAsync(session =>
        {
            var turn = SqlInbox.ClaimNext(session, conversationId, alone);
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
            effects[i] = SqlEffects.Prepare(commit.Work.Effects[i], now);
        var versions = TurnVersions.Of(commit.Work);
        return await database.WriteTogetherAsync(session => CommitAsync(session, commit, versions, effects, now), commit.Turn.Conversation).ConfigureAwait(false);
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

    private static async ValueTask<TurnCommitResult> CommitAsync(SqlSession session, TurnCommit commit, TurnVersions versions, Action<EffectWriting>[] effects, long now)
    {
        var turn = commit.Turn;
        if (session.IsShared)
            session.Touch(commit.Work, $"conversation {turn.ConversationId}");
        var stands = SqlVersions.AskStand(session, commit.Work, versions);
        var held = SqlInbox.AskHeld(session, turn);
        var conversation = SqlConversations.Ask(session, turn.ConversationId, turn.Conversation);
        var outboxWaits = EffectWriting.MayClaim(session, commit) ? SqlOutboxRows.AskUnfinished(session, turn.ConversationId) : static () => true;
        await session.Answered();
        if (!stands())
            return new TurnCommitResult(TurnCommitStatus.Conflict);
        if (!held() || !SqlInbox.End(session, turn, commit.End, commit.Result, commit.Error, now))
            return new TurnCommitResult(TurnCommitStatus.ClaimLost);
        var writing = new EffectWriting(session, commit, conversation(), outboxWaits(), now);
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i](writing);
            SqlVersions.Raise(session, commit.Work.Effects[i]);
        }

        if (writing.HasTranscript)
            SqlConversations.SaveCounters(session, writing.Conversation);
        var next = commit.ClaimsNext && turn.Kind != InboxKind.Invoke ? SqlInbox.AskNext(session, turn.ConversationId, turn.Conversation) : static () => null;
        await session.Written();
        var posted = writing.Posted.ConvertAll(receipt => receipt());
        return new TurnCommitResult(TurnCommitStatus.Committed)
        {
            Next = next(),
            Started = [.. posted.Select(receipt => receipt.Turn).OfType<ClaimedTurn>()],
            Elsewhere = [.. posted.Where(receipt => receipt.Turn is null && !session.Node.Owns(receipt.ConversationId)).Select(receipt => receipt.ConversationId)],
            Send = writing.Send?.Invoke(),
            HasOutbox = writing.HasOutbox,
            TranscriptChanged = writing.HasTranscript,
        };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
