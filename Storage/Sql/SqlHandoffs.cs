using System.Text.Json;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Storage.Sql;

/// <summary>Handoffs.</summary>
internal sealed class SqlHandoffs(SqlDatabase database) : IHandoffStore
{
    // HandoffStates.Open; the index handoffs_one_open says the same.
    private const string OpenStates = "(0, 1)";

    private const string Upsert =
        "INSERT INTO handoffs (id, version, channel, conversation, person_id, assistant_id, thread_channel, thread_conversation, state, danger, created_at, closed_at, request) "
        + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
        + "ON CONFLICT (id) DO UPDATE SET version = excluded.version, assistant_id = excluded.assistant_id, thread_channel = excluded.thread_channel, "
        + "thread_conversation = excluded.thread_conversation, state = excluded.state, danger = excluded.danger, closed_at = excluded.closed_at, "
        + "person_id = excluded.person_id, request = excluded.request";

    private const string InsertEvent =
        "INSERT INTO handoff_events (handoff_id, channel, conversation, kind, actor_id, actor_name, text, at) "
        + "SELECT ?1, coalesce((SELECT channel FROM handoffs WHERE id = ?1), ''), coalesce((SELECT conversation FROM handoffs WHERE id = ?1), ''), ?2, ?3, ?4, ?5, ?6";

    private const string SelectOpen =
        "SELECT coalesce((SELECT version FROM versions WHERE kind = '" + HandoffVersions.OpenHandoff + "' AND key = ?3), 0), h.request, h.version "
        + "FROM (SELECT 1) AS one LEFT JOIN handoffs h ON h.channel = ?1 AND h.conversation = ?2 AND h.state IN " + OpenStates;

    private const string SelectById = "SELECT request, version FROM handoffs WHERE id = ?1";

    private const string SelectByThread =
        "SELECT request, version FROM handoffs WHERE thread_channel = ?1 AND thread_conversation IN (?2, "
        + "(SELECT c.conversation FROM conversation_aliases a JOIN conversations c ON c.id = a.conversation_id WHERE a.channel = ?1 AND a.alias = ?2)) "
        + "ORDER BY created_at DESC LIMIT 1";

    private const string SelectMatching =
        "SELECT request, version FROM handoffs WHERE (?1 = 0 OR (?1 & (CAST(1 AS BIGINT) << CAST(state AS INTEGER))) <> 0) AND (CAST(?2 AS TEXT) IS NULL OR assistant_id = ?2) ";

    private const string SelectQueue = SelectMatching + "ORDER BY danger DESC, created_at, id LIMIT ?3 OFFSET ?4";
    private const string SelectLatestClosed = SelectMatching + "ORDER BY closed_at DESC NULLS LAST, id DESC LIMIT ?3 OFFSET ?4";

    private const string SelectEvents =
        "SELECT kind, actor_id, actor_name, text, at FROM handoff_events WHERE handoff_id = ?1 ORDER BY id";

    private const string SelectEventsOfKind =
        "SELECT handoff_id, actor_id, actor_name, text, at FROM handoff_events WHERE kind = ?1 ORDER BY id DESC LIMIT ?2";

    private const string SelectLastClosed =
        "SELECT request, version FROM handoffs WHERE channel = ?1 AND conversation = ?2 AND state NOT IN " + OpenStates + " AND closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT 1";

    public static Action<EffectWriting> Prepare(HandoffTransitionEffect transition)
    {
        var after = transition.After;
        var json = JsonSerializer.SerializeToUtf8Bytes(after, StorageJson.Default.HandoffRequest);
        return writing =>
        {
            using (var upsert = writing.Session.Use(Upsert)
                .Bind(1, after.Id).Bind(2, after.Version).Bind(3, after.Conversation.ChannelId).Bind(4, after.Conversation.ConversationId)
                .Bind(5, after.PersonId).Bind(6, after.AssistantId).Bind(7, after.Thread?.ChannelId).Bind(8, after.Thread?.ConversationId)
                .Bind(9, (long)after.State).Bind(10, after.DangerToLife ? 1 : 0).Bind(11, after.CreatedAt.ToUnixTimeMilliseconds())
                .Bind(12, after.ClosedAt?.ToUnixTimeMilliseconds()).Bind(13, json))
            {
                upsert.Post();
            }

            AppendEvent(writing.Session, transition.Event);
        };
    }

    public static void AppendEvent(SqlSession session, HandoffEvent line)
    {
        using var insert = session.Use(InsertEvent)
            .Bind(1, line.HandoffId).Bind(2, (long)line.Kind).Bind(3, line.ActorId).Bind(4, line.ActorName).Bind(5, line.Text).Bind(6, line.At.ToUnixTimeMilliseconds());
        insert.Post();
    }

    public Task<OpenHandoff> FindOpenAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        database.ReadWithinTurnAsync(session =>
        {
            using var row = session.Use(SelectOpen).Bind(1, conversation.ChannelId).Bind(2, conversation.ConversationId).Bind(3, conversation.ToString());
            row.Step();
            return new OpenHandoff(row.IsNull(1) ? null : Read(row, 1), row.GetInt64(0));
        });

    public Task<HandoffRequest?> GetAsync(string handoffId, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectById).Bind(1, handoffId);
            return ReadFirst(row);
        });

    public Task<HandoffRequest?> FindByThreadAsync(ConversationKey thread, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectByThread).Bind(1, thread.ChannelId).Bind(2, thread.ConversationId);
            return ReadFirst(row);
        });

    public Task<IReadOnlyList<HandoffRequest>> ListAsync(HandoffQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var states = query.States.Aggregate(0L, (mask, state) => mask | (1L << (int)state));
        return database.ReadAsync<IReadOnlyList<HandoffRequest>>(session =>
        {
            using var rows = session.Use(query.Order == HandoffOrder.LatestClosedFirst ? SelectLatestClosed : SelectQueue)
                .Bind(1, states).Bind(2, query.AssistantId).Bind(3, query.Max).Bind(4, query.Skip);
            var found = new List<HandoffRequest>();
            while (rows.Step())
                found.Add(Read(rows, 0));
            return found;
        });
    }

    public Task<IReadOnlyList<HandoffEvent>> ReadEventsAsync(string handoffId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<HandoffEvent>>(session =>
        {
            using var rows = session.Use(SelectEvents).Bind(1, handoffId);
            var found = new List<HandoffEvent>();
            while (rows.Step())
            {
                found.Add(new HandoffEvent(
                    handoffId, (HandoffEventKind)rows.GetInt32(0), rows.GetStringOrNull(1), rows.GetStringOrNull(2), rows.GetStringOrNull(3),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4))));
            }

            return found;
        });

    public Task<IReadOnlyList<HandoffEvent>> ListEventsAsync(HandoffEventKind kind, int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<HandoffEvent>>(session =>
        {
            using var rows = session.Use(SelectEventsOfKind).Bind(1, (long)kind).Bind(2, max);
            var found = new List<HandoffEvent>();
            while (rows.Step())
            {
                found.Add(new HandoffEvent(
                    rows.GetString(0), kind, rows.GetStringOrNull(1), rows.GetStringOrNull(2), rows.GetStringOrNull(3), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4))));
            }

            return found;
        });

    public Task<HandoffRequest?> FindLastClosedAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectLastClosed).Bind(1, conversation.ChannelId).Bind(2, conversation.ConversationId);
            return ReadFirst(row);
        });

    private static HandoffRequest? ReadFirst(SqlStatement row) => row.Step() ? Read(row, 0) : null;

    private static HandoffRequest Read(SqlStatement row, int column) =>
        JsonSerializer.Deserialize(row.GetSpan(column), StorageJson.Default.HandoffRequest)! with { Version = row.GetInt64(column + 1) };
}
