using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Inbox rows: append, claim, end. Runs on the writer.</summary>
internal static class SqlInbox
{
    private const int Pending = 0;
    private const int Claimed = 1;

    private const string SelectUnfinished =
        "SELECT 1 FROM inbox WHERE conversation_id = ?1 AND status < 2 AND kind <> 1 LIMIT 1";

    // Asked before anything is written, where statements of many travel together: what waits, and the row by that key.
    private const string SelectStanding =
        "SELECT EXISTS (SELECT 1 FROM inbox AS waiting WHERE waiting.conversation_id = c.id AND waiting.status < 2 AND waiting.kind <> 1), i.id, i.activity_id "
        + "FROM (SELECT " + SqlConversations.IdByKeyOrAlias + " AS id) AS c LEFT JOIN inbox AS i ON i.conversation_id = c.id AND i.dedupe_key = ?3";

    private const string SelectHeld = "SELECT 1 FROM inbox WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?3 {for update}";

    private const string Insert =
        "INSERT INTO inbox (conversation_id, sequence, dedupe_key, activity_id, kind, origin, person_id, status, attempts, activity, identity, received_at, node) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (conversation_id, dedupe_key) DO NOTHING {returning id}";

    private const string SelectByKey =
        "SELECT id, activity_id FROM inbox WHERE conversation_id = ?1 AND dedupe_key = ?2";

    private const string ClaimFirst =
        "UPDATE inbox SET status = 1, attempts = attempts + 1, alone = ?2, node = ?3 "
        + "WHERE id = (SELECT id FROM inbox WHERE conversation_id = ?1 AND status < 2 AND kind <> 1 ORDER BY sequence LIMIT 1) AND status = 0 "
        + "RETURNING id, sequence, kind, origin, attempts, activity, identity, stream_id, CASE WHEN origin < 2 THEN NULL ELSE (SELECT reference FROM conversations WHERE conversations.id = inbox.conversation_id) END";

    private const string CountAgain =
        "UPDATE inbox SET attempts = attempts + 1, node = ?4 WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?3 "
        + "RETURNING id, sequence, kind, origin, attempts, activity, identity, stream_id, CASE WHEN origin < 2 THEN NULL ELSE (SELECT reference FROM conversations WHERE conversations.id = inbox.conversation_id) END";

    private const string GiveBack =
        "UPDATE inbox SET status = CASE kind WHEN 1 THEN 4 ELSE 0 END, attempts = attempts - 1 WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?3";

    private const string EndRow =
        "UPDATE inbox SET status = ?3, result = ?4, error = ?5, ended_at = ?6 WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?7";

    private const string UpsertPerson =
        "INSERT INTO people (channel, person_id, name, tenant_id, is_member, first_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        + "ON CONFLICT (channel, person_id) DO UPDATE SET name = excluded.name, tenant_id = excluded.tenant_id, is_member = excluded.is_member "
        + "WHERE people.name IS DISTINCT FROM excluded.name OR people.tenant_id IS DISTINCT FROM excluded.tenant_id OR people.is_member <> excluded.is_member";

    private const string SelectAbandoned =
        "SELECT 1 FROM inbox WHERE status = 1 AND " + SqlNode.IsMine + " AND " + SqlNode.IsAbandoned + " LIMIT 1";

    private const string FreeTurns =
        "UPDATE inbox SET status = 0, attempts = CASE WHEN alone = 1 OR attempts <= 2 THEN attempts ELSE attempts - 1 END, alone = 0 "
        + "WHERE status = 1 AND kind <> 1 AND " + SqlNode.IsMine + " AND " + SqlNode.IsAbandoned;
    private const string AbandonInvokes =
        "UPDATE inbox SET status = 4 WHERE status = 1 AND kind = 1 AND " + SqlNode.IsMine + " AND " + SqlNode.IsAbandoned;

    private const string IsStartable =
        "status = 0 AND kind <> 1 AND " + SqlNode.IsMine
        + " AND NOT EXISTS (SELECT 1 FROM inbox AS running WHERE running.conversation_id = inbox.conversation_id AND running.status < 2 AND running.status = 1 AND running.kind <> 1)";
    private const string SelectWaiting =
        "SELECT conversation_id FROM inbox WHERE status < 2 AND " + IsStartable + " GROUP BY conversation_id ORDER BY min(id)";

    private const string SelectSuspects =
        "SELECT conversation_id FROM inbox WHERE status < 2 AND attempts >= 2 AND " + IsStartable + " GROUP BY conversation_id ORDER BY min(id)";

    public static async ValueTask<InboxReceipt> AppendAsync(SqlSession session, NewInboxRow row, long now)
    {
        if (!session.IsShared)
            return Append(session, SqlConversations.FindOrCreate(session, row.Conversation, now, out _), row, now)();
        var found = SqlConversations.Ask(session, row.Conversation);
        var standing = session.Use(SelectStanding).Bind(1, row.Conversation.ChannelId).Bind(2, row.Conversation.ConversationId).Bind(3, row.DedupeKey)
            .Ask(static each => each.Step() ? (Waits: each.GetBoolean(0), Id: each.IsNull(1) ? (long?)null : each.GetInt64(1), ActivityId: each.GetStringOrNull(2)) : default);
        await session.Answered();
        var (waits, id, activityId) = standing();
        if (found() is not { } conversation)
        {
            conversation = SqlConversations.Create(session, row.Conversation, now, out var created);
            // Another node was first: what it has put there is not known yet.
            if (!created)
                return Append(session, conversation, row, now)();
        }

        session.Touch(row, $"conversation {conversation.Id}");
        if (id is { } existing)
            return new InboxReceipt(existing, activityId!, true, conversation.Id, conversation.Key);
        var receipt = Append(session, conversation, row, now, waits);
        await session.Written();
        return receipt();
    }

    /// <summary>Appends to a conversation.</summary>
    /// <returns>Gives the receipt when the unit is written.</returns>
    public static Func<InboxReceipt> Append(SqlSession session, StoredConversation conversation, NewInboxRow row, long now)
    {
        if (session.IsShared && Existing(session, conversation, row.DedupeKey) is { } duplicate)
            return () => duplicate;
        return Append(session, conversation, row, now, row.Kind != InboxKind.Invoke && session.Node.Owns(conversation.Id) && HasUnfinished(session, conversation.Id));
    }

    private static Func<InboxReceipt> Append(SqlSession session, StoredConversation conversation, NewInboxRow row, long now, bool waits)
    {
        if (conversation.IsErased && FindErased(session, conversation, row.DedupeKey) is { } erased)
            return () => erased;
        var isClaimed = row.Kind == InboxKind.Invoke || (session.Node.Owns(conversation.Id) && !waits);
        var node = session.Node.Session;
        var sequence = conversation.Sequence + 1;
        var activity = row.Stamp ? StampedJson.Create(row.Activity, Math.Max(now, conversation.Clock + 1), null) : row.Activity;
        var inserted = session.Use(Insert)
            .Bind(1, conversation.Id).Bind(2, sequence).Bind(3, row.DedupeKey).Bind(4, row.ActivityId).Bind(5, (long)row.Kind).Bind(6, (long)row.Origin)
            .Bind(7, row.Speaker.PersonId).Bind(8, isClaimed ? Claimed : Pending).Bind(9, isClaimed ? 1 : 0).Bind(10, activity).Bind(11, row.Identity).Bind(12, now)
            .Bind(13, isClaimed ? node : 0).Ask(static insert => insert.Insert());
        if (!session.IsShared && inserted() is null)
        {
            var existing = Existing(session, conversation, row.DedupeKey) ?? throw new InvalidOperationException("An inbox row was refused as a duplicate of none.");
            return () => existing;
        }

        if (conversation.LacksKey)
            SqlConversations.RestoreKey(session, conversation);
        conversation.Sequence = sequence;
        if (row.Stamp)
            conversation.NextTime(now);
        if (row.AppendToTranscript)
            SqlTranscript.Append(session, conversation.Id, sequence, sequence, row.Speaker.PersonId, row.ActivityId, activity, now);
        foreach (var file in row.Files)
            SqlAttachments.Append(session, conversation.Id, row.Speaker.PersonId, file, now);
        var isFromPerson = row.Origin is TurnOrigin.Channel or TurnOrigin.DirectLine;
        if (isFromPerson)
        {
            SqlConversations.SaveFromPerson(session, conversation, row.Reference, row.Speaker.PersonId);
            SavePerson(session, row, now);
        }
        else
        {
            SqlConversations.SaveCounters(session, conversation);
        }

        var reference = isClaimed && !isFromPerson ? SqlConversations.GetReference(session, conversation.Id) : null;
        return () =>
        {
            var inboxId = inserted() ?? throw new InvalidOperationException("An inbox row was refused as a duplicate of none.");
            return new InboxReceipt(inboxId, row.ActivityId, false, conversation.Id, conversation.Key)
            {
                SendingResumed = isFromPerson && conversation.IsSendingParked,
                Turn = isClaimed
                    ? new ClaimedTurn(inboxId, conversation.Id, conversation.Key, sequence, row.Kind, row.Origin, 1, activity, row.Identity, reference) { Node = node }
                    : null,
            };
        };
    }

    public static ClaimedTurn? ClaimNext(SqlSession session, long conversationId, bool alone) =>
        session.Node.Owns(conversationId) ? AskNext(session, conversationId, SqlConversations.GetKey(session, conversationId), alone)() : null;

    /// <summary>Claims the first row if it waits.</summary>
    /// <returns>Gives the claim when the unit is written.</returns>
    public static Func<ClaimedTurn?> AskNext(SqlSession session, long conversationId, ConversationKey key, bool alone = false)
    {
        // RETURNING builds a table of its own at every run, on SQLite, whether or not there is a row.
        if (!session.Node.Owns(conversationId) || (!session.IsShared && !HasUnfinished(session, conversationId)))
            return static () => null;
        var node = session.Node.Session;
        return session.Use(ClaimFirst).Bind(1, conversationId).Bind(2, alone ? 1 : 0).Bind(3, node).Ask(claim => ReadClaim(claim, conversationId, key, node));
    }

    public static ClaimedTurn? ClaimAgain(SqlSession session, ClaimedTurn turn)
    {
        var node = session.Node.Session;
        return session.Use(CountAgain).Bind(1, turn.InboxId).Bind(2, turn.Attempt).Bind(3, turn.Node).Bind(4, node)
            .Ask(claim => ReadClaim(claim, turn.ConversationId, turn.Conversation, node))();
    }

    /// <summary>Asks whether the attempt still holds the row, where that must be known before anything is written.</summary>
    public static Func<bool> AskHeld(SqlSession session, ClaimedTurn turn) => session.IsShared
        ? session.Use(SelectHeld).Bind(1, turn.InboxId).Bind(2, turn.Attempt).Bind(3, turn.Node).Ask(static row => row.Step())
        : static () => true;

    public static bool Release(SqlSession session, ClaimedTurn turn)
    {
        using var update = session.Use(GiveBack).Bind(1, turn.InboxId).Bind(2, turn.Attempt).Bind(3, turn.Node);
        return update.Run() == 1;
    }

    /// <summary>Ends a claimed row.</summary>
    /// <returns>False when this attempt no longer holds the claim.</returns>
    public static bool End(SqlSession session, ClaimedTurn turn, TurnEnd end, byte[]? result, string? error, long now)
    {
        using var update = session.Use(EndRow)
            .Bind(1, turn.InboxId).Bind(2, turn.Attempt).Bind(3, end == TurnEnd.Done ? 2 : 3).Bind(4, result).Bind(5, error).Bind(6, now)
            .Bind(7, turn.Node);
        if (!session.IsShared)
            return update.Run() == 1;
        // Asked and locked before.
        update.Post();
        return true;
    }

    /// <summary>True when processes that have ended left claims in the partitions of this one.</summary>
    public static bool HasAbandoned(SqlSession session, SqlNode node)
    {
        using var abandoned = session.Use(SelectAbandoned).Bind(1, node.Partitions).Bind(2, node.Session);
        return abandoned.Step();
    }

    /// <summary>Takes those claims back.</summary>
    public static bool FreeAbandoned(SqlSession session)
    {
        using (var turns = session.Use(FreeTurns).Bind(1, session.Node.Partitions).Bind(2, session.Node.Session))
            turns.Post();
        using var invokes = session.Use(AbandonInvokes).Bind(1, session.Node.Partitions).Bind(2, session.Node.Session);
        invokes.Post();
        return true;
    }

    public static RecoveredTurns ReadWaiting(SqlSession session, SqlNode node) =>
        new(ReadIds(session.Use(SelectWaiting).Bind(1, node.Partitions)), ReadIds(session.Use(SelectSuspects).Bind(1, node.Partitions)));

    private static List<long> ReadIds(SqlStatement rows)
    {
        using (rows)
        {
            var ids = new List<long>();
            while (rows.Step())
                ids.Add(rows.GetInt64(0));
            return ids;
        }
    }

    private static bool HasUnfinished(SqlSession session, long conversationId)
    {
        using var unfinished = session.Use(SelectUnfinished).Bind(1, conversationId);
        return unfinished.Step();
    }

    private static InboxReceipt? Existing(SqlSession session, StoredConversation conversation, string dedupeKey)
    {
        using var row = session.Use(SelectByKey).Bind(1, conversation.Id).Bind(2, dedupeKey);
        return row.Step() ? new InboxReceipt(row.GetInt64(0), row.GetString(1), true, conversation.Id, conversation.Key) : null;
    }

    private static InboxReceipt? FindErased(SqlSession session, StoredConversation conversation, string dedupeKey)
    {
        using var row = session.Use(SelectByKey).Bind(1, conversation.Id).Bind(2, ErasedKeys.OfDelivery(conversation.Key, dedupeKey));
        return row.Step() ? new InboxReceipt(row.GetInt64(0), row.GetString(1), true, conversation.Id, conversation.Key) : null;
    }

    private static void SavePerson(SqlSession session, NewInboxRow row, long now)
    {
        if (row.Speaker.PersonId is not { } personId)
            return;
        using var upsert = session.Use(UpsertPerson)
            .Bind(1, row.Conversation.ChannelId).Bind(2, personId).Bind(3, row.Speaker.Name).Bind(4, row.Speaker.TenantId)
            .Bind(5, row.Speaker.IsMember ? 1 : 0).Bind(6, now);
        upsert.Post();
    }

    private static ClaimedTurn? ReadClaim(SqlStatement row, long conversationId, ConversationKey key, long node) => row.Step()
        ? new ClaimedTurn(
            row.GetInt64(0), conversationId, key, row.GetInt64(1), (InboxKind)row.GetInt32(2), (TurnOrigin)row.GetInt32(3), row.GetInt32(4), row.GetBytes(5), row.GetBytes(6),
            row.GetBytesOrNull(8))
        {
            Node = node,
            StreamId = row.GetStringOrNull(7),
        }
        : null;
}
