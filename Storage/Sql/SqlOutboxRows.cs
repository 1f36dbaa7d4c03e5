using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Outbox rows: append, claim with ids resolved, settle. Runs on the writer, but for parsing.</summary>
internal static class SqlOutboxRows
{
    private const string SelectUnfinished = "SELECT 1 FROM outbox WHERE conversation_id = ?1 AND status < 2 LIMIT 1";

    private const string Insert =
        "INSERT INTO outbox (conversation_id, inbox_id, person_id, operation, local_id, target_id, activity, status, attempts, created_at, reply_to, node) "
        + "VALUES (?1, ?2, (SELECT person_id FROM conversations WHERE id = ?1), ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10) {returning id}";

    private const string ClaimFirst =
        "UPDATE outbox SET status = 1, attempts = attempts + 1, node = ?2 "
        + "WHERE id = (SELECT id FROM outbox WHERE conversation_id = ?1 AND status < 2 ORDER BY id LIMIT 1) AND status = 0 "
        + "AND EXISTS (SELECT 1 FROM conversations WHERE id = ?1 AND sending_parked IS NULL) "
        + "RETURNING id, operation, target_id, activity, attempts, created_at, reply_to";

    private const string SelectConversation = "SELECT channel, conversation, reference, new_thread FROM conversations WHERE id = ?1";
    private const string SelectChannelId = "SELECT channel_id FROM outbox WHERE conversation_id = ?1 AND local_id = ?2 AND channel_id IS NOT NULL";
    private const string SelectLocalId = "SELECT local_id FROM outbox WHERE conversation_id = ?1 AND channel_id = ?2 AND local_id IS NOT NULL ORDER BY id LIMIT 1";
    private const string Skip = "UPDATE outbox SET status = 4, detail = ?2, ended_at = ?3 WHERE id = ?1";

    private const string SettleRow =
        "UPDATE outbox SET status = ?2, channel_id = coalesce(?3, channel_id), detail = ?4, ambiguous = ambiguous + ?5, ended_at = ?6 "
        + "WHERE id = ?1 AND status = 1 AND attempts = ?7 AND node = ?8";

    private const string SelectHeld = "SELECT 1 FROM outbox WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?3";

    // An update that was sent as new, because its target never got an id, stands for the target from now on.
    private const string TakeTargetId = "UPDATE outbox SET local_id = target_id WHERE id = ?1 AND operation = 1";

    private const string ParkSending = "UPDATE conversations SET sending_parked = ?2 WHERE id = ?1";
    private const string InsertAlias = "INSERT INTO conversation_aliases (channel, alias, conversation_id) SELECT channel, ?2, id FROM conversations WHERE id = ?1 "
        + "ON CONFLICT (channel, alias) DO UPDATE SET conversation_id = excluded.conversation_id";
    private const string SetReference = "UPDATE conversations SET reference = coalesce(?2, reference), new_thread = NULL WHERE id = ?1";
    private const string SelectAbandoned =
        "SELECT 1 FROM outbox WHERE status = 1 AND " + SqlNode.IsMine + " AND " + SqlNode.IsAbandoned + " LIMIT 1";

    private const string FreeSends =
        "UPDATE outbox SET status = 0, ambiguous = ambiguous + 1, detail = 'The process ended while it was being sent.' "
        + "WHERE status = 1 AND " + SqlNode.IsMine + " AND " + SqlNode.IsAbandoned;
    private const string SelectWaiting =
        "SELECT conversation_id FROM outbox WHERE status < 2 AND status = 0 AND " + SqlNode.IsMine
        + " AND NOT EXISTS (SELECT 1 FROM outbox AS sending WHERE sending.conversation_id = outbox.conversation_id AND sending.status < 2 AND sending.status = 1)"
        + " AND EXISTS (SELECT 1 FROM conversations AS open WHERE open.id = outbox.conversation_id AND open.sending_parked IS NULL)"
        + " GROUP BY conversation_id ORDER BY min(id)";

    /// <summary>A claimed row as stored; <see cref="ToSend"/> parses it off the writer.</summary>
    public sealed record Row(
        long Id, long ConversationId, ConversationKey Conversation, OutboxOperation Operation, string? TargetId, string? ReplyToId, byte[]? Activity,
        byte[]? Reference, byte[]? NewThread, int Attempt, long Node, long CreatedAt, bool ReplacesUnsent);

    /// <summary>Asks whether anything waits.</summary>
    public static Func<bool> AskUnfinished(SqlSession session, long conversationId) =>
        session.Use(SelectUnfinished).Bind(1, conversationId).Ask(static row => row.Step());

    /// <returns>Gives the row's id when the unit is written.</returns>
    public static Func<long> Append(
        SqlSession session, ClaimedTurn turn, OutboxOperation operation, string? localId, string? targetId, string? replyTo, byte[]? activity, bool claimed, long now)
    {
        return session.Use(Insert)
            .Bind(1, turn.ConversationId).Bind(2, turn.InboxId).Bind(3, (long)operation).Bind(4, localId).Bind(5, targetId).Bind(6, activity)
            .Bind(7, claimed ? 1 : 0).Bind(8, now).Bind(9, replyTo).Bind(10, claimed ? session.Node.Session : 0)
            .Ask(static insert => insert.Insert() ?? throw new InvalidOperationException("An outbox row was not inserted."));
    }

    public static string? FindLocalId(SqlSession session, long conversationId, string channelId)
    {
        using var row = session.Use(SelectLocalId).Bind(1, conversationId).Bind(2, channelId);
        return row.Step() ? row.GetString(0) : null;
    }

    /// <summary>Claims the first row if it waits.</summary>
    /// <returns>Gives the claim, with ids resolved, once the session has answered.</returns>
    public static Func<Row?> AskNext(SqlSession session, long conversationId, long now)
    {
        // RETURNING builds a table of its own at every run, on SQLite, whether or not there is a row.
        if (!session.Node.Owns(conversationId) || (!session.IsShared && !AskUnfinished(session, conversationId)()))
            return static () => null;
        var node = session.Node.Session;
        var claimed = session.Use(ClaimFirst).Bind(1, conversationId).Bind(2, node).Ask(claim => claim.Step()
            ? new Row(
                claim.GetInt64(0), conversationId, default, (OutboxOperation)claim.GetInt32(1), claim.GetStringOrNull(2), claim.GetStringOrNull(6), claim.GetBytesOrNull(3),
                null, null, claim.GetInt32(4), node, claim.GetInt64(5), false)
            : null);
        var addressed = session.IsShared ? AskConversation(session, conversationId) : null;
        return () => claimed() is { } row ? Resolve(session, row, addressed ?? AskConversation(session, conversationId), now) : null;
    }

    private static Func<(ConversationKey Key, byte[]? Reference, byte[]? NewThread)> AskConversation(SqlSession session, long id) =>
        session.Use(SelectConversation).Bind(1, id).Ask(row => row.Step()
            ? (new ConversationKey(row.GetString(0), row.GetString(1)), row.GetBytesOrNull(2), row.GetBytesOrNull(3))
            : throw new InvalidOperationException($"There is no conversation {id}."));

    private static Row? Resolve(SqlSession session, Row row, Func<(ConversationKey Key, byte[]? Reference, byte[]? NewThread)> addressed, long now)
    {
        var (operation, target, replyTo, replacesUnsent) = (row.Operation, row.TargetId, row.ReplyToId, false);
        if (replyTo is not null)
            replyTo = FindChannelId(session, row.ConversationId, replyTo);
        if (operation != OutboxOperation.Send && LocalActivityIds.IsLocal(target))
        {
            target = FindChannelId(session, row.ConversationId, target!);
            if (target is null && operation == OutboxOperation.Delete)
            {
                using var skip = session.Use(Skip).Bind(1, row.Id).Bind(2, "What was to be deleted never reached the channel.").Bind(3, now);
                skip.Post();
                return AskNext(session, row.ConversationId, now)();
            }

            if (target is null)
                (operation, replacesUnsent) = (OutboxOperation.Send, true);
        }

        var (key, reference, newThread) = addressed();
        if (newThread is not null && operation == OutboxOperation.Send)
            operation = OutboxOperation.CreateConversation;
        return row with
        {
            Conversation = key,
            Operation = operation,
            TargetId = target,
            ReplyToId = replyTo,
            Reference = reference,
            NewThread = operation == OutboxOperation.CreateConversation ? newThread : null,
            ReplacesUnsent = replacesUnsent,
        };
    }

    /// <summary>The channel's id of something we said, or null when it never got one.</summary>
    public static string? FindChannelId(SqlSession session, long conversationId, string localId)
    {
        using var row = session.Use(SelectChannelId).Bind(1, conversationId).Bind(2, localId);
        return row.Step() ? row.GetStringOrNull(0) : null;
    }

    /// <summary>Writes the outcome into the row.</summary>
    /// <returns>Gives false when the attempt no longer holds it.</returns>
    public static Func<bool> AskSettle(SqlSession session, ClaimedSend send, SendSettlement settlement, SendOutcome outcome, long now)
    {
        var (status, isEnded) = settlement switch
        {
            SendSettlement.Delivered => (2, true),
            SendSettlement.ParkRow => (3, true),
            _ => (0, false),
        };
        return session.Use(SettleRow)
            .Bind(1, send.Item.Id).Bind(2, status).Bind(3, ChannelIdOf(send, settlement, outcome)).Bind(4, outcome.Detail)
            .Bind(5, outcome.Kind == SendOutcomeKind.Ambiguous ? 1 : 0).Bind(6, isEnded ? now : null).Bind(7, send.Attempt).Bind(8, send.Node)
            .Ask(static update => update.Run() == 1);
    }

    /// <summary>True when the outcome concerns more than its row.</summary>
    public static bool HasConsequences(ClaimedSend send, SendSettlement settlement) =>
        settlement == SendSettlement.ParkConversation || send.ReplacesUnsent || send.Item.Operation == OutboxOperation.CreateConversation;

    /// <summary>Writes what else follows from an outcome: only while the attempt holds the row, since another sends it again.</summary>
    public static void WriteConsequences(SqlSession session, ClaimedSend send, SendSettlement settlement, SendOutcome outcome, byte[]? reference)
    {
        if (settlement == SendSettlement.ParkConversation)
        {
            using var park = session.Use(ParkSending).Bind(1, send.ConversationId).Bind(2, outcome.Detail ?? "parked");
            park.Post();
        }

        if (settlement != SendSettlement.Delivered)
            return;
        if (send.ReplacesUnsent && ChannelIdOf(send, settlement, outcome) is { } channelId)
        {
            using var target = session.Use(TakeTargetId).Bind(1, send.Item.Id);
            target.Post();
        }

        if (send.Item.Operation == OutboxOperation.CreateConversation)
            NameThread(session, send.ConversationId, outcome.ConversationId, reference);
    }

    /// <summary>True while the attempt holds the row.</summary>
    public static bool Holds(SqlSession session, ClaimedSend send)
    {
        using var row = session.Use(SelectHeld).Bind(1, send.Item.Id).Bind(2, send.Attempt).Bind(3, send.Node);
        return row.Step();
    }

    /// <summary>True when processes that have ended left claims in the partitions of this one.</summary>
    public static bool HasAbandoned(SqlSession session, SqlNode node)
    {
        using var abandoned = session.Use(SelectAbandoned).Bind(1, node.Partitions).Bind(2, node.Session);
        return abandoned.Step();
    }

    /// <summary>Takes those claims back. Nobody knows whether the channel has what they sent.</summary>
    public static bool FreeAbandoned(SqlSession session)
    {
        using var sends = session.Use(FreeSends).Bind(1, session.Node.Partitions).Bind(2, session.Node.Session);
        sends.Post();
        return true;
    }

    /// <summary>Conversations of this process whose first row can be sent.</summary>
    public static IReadOnlyList<long> ReadWaiting(SqlSession session, SqlNode node)
    {
        var conversations = new List<long>();
        using var waiting = session.Use(SelectWaiting).Bind(1, node.Partitions);
        while (waiting.Step())
            conversations.Add(waiting.GetInt64(0));
        return conversations;
    }

    /// <summary>Parses a claimed row and addresses it by the conversation's reference as it stands now.</summary>
    public static ClaimedSend ToSend(Row row)
    {
        var activity = row.Activity is null ? null : ActivityJson.Read(row.Activity);
        var reference = row.Reference is null
            ? activity is null ? new ConversationReference() : ReferenceOf(activity)
            : JsonSerializer.Deserialize(row.Reference, ActivityJson.Context.ConversationReference)!;
        reference.ChannelId ??= row.Conversation.ChannelId;
        reference.Conversation ??= new ConversationAccount();
        reference.Conversation.Id ??= row.Conversation.ConversationId;
        if (activity is not null)
        {
            activity.ServiceUrl = reference.ServiceUrl;
            activity.Conversation = reference.Conversation;
            activity.ReplyToId = LocalActivityIds.IsLocal(activity.ReplyToId) ? row.ReplyToId : activity.ReplyToId;
        }

        ConversationParameters? newThread = null;
        if (row.NewThread is not null)
        {
            newThread = JsonSerializer.Deserialize(row.NewThread, ActivityJson.Context.ConversationParameters)!;
            newThread.Activity = activity;
        }

        return new ClaimedSend(
            row.ConversationId, row.Conversation, row.Attempt, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            new OutboxItem(row.Id, row.Operation, reference, activity, row.Operation is OutboxOperation.Update or OutboxOperation.Delete ? row.TargetId : null, newThread))
        {
            Node = row.Node,
            ReplacesUnsent = row.ReplacesUnsent,
        };
    }

    public static ConversationReference ReferenceOf(Activity activity) => new()
    {
        ChannelId = activity.ChannelId,
        ServiceUrl = activity.ServiceUrl,
        Conversation = activity.Conversation,
        Bot = activity.From,
        User = activity.Recipient,
        Locale = activity.Locale,
    };

    private static string? ChannelIdOf(ClaimedSend send, SendSettlement settlement, SendOutcome outcome) =>
        settlement == SendSettlement.Delivered && send.Item.Operation is (OutboxOperation.Send or OutboxOperation.CreateConversation) ? outcome.ActivityId : null;

    private static void NameThread(SqlSession session, long conversationId, string? alias, byte[]? reference)
    {
        if (alias is not null)
        {
            using var insert = session.Use(InsertAlias).Bind(1, conversationId).Bind(2, alias);
            insert.Post();
        }

        using var update = session.Use(SetReference).Bind(1, conversationId).Bind(2, reference);
        update.Post();
    }
}
