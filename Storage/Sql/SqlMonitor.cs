using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Backlog and parked rows.</summary>
internal sealed class SqlMonitor(SqlDatabase database) : ITurnMonitor
{
    private const string SelectBacklog =
        "SELECT (SELECT count(*) FROM inbox WHERE status < 2 AND kind <> 1), (SELECT min(received_at) FROM inbox WHERE status < 2 AND kind <> 1), "
        + "(SELECT count(*) FROM outbox o JOIN conversations c ON c.id = o.conversation_id WHERE o.status < 2 AND c.sending_parked IS NULL), "
        + "(SELECT min(o.created_at) FROM outbox o JOIN conversations c ON c.id = o.conversation_id WHERE o.status < 2 AND c.sending_parked IS NULL), "
        + "(SELECT count(*) FROM inbox WHERE status = 3) + (SELECT count(*) FROM outbox WHERE status = 3) + (SELECT count(*) FROM conversations WHERE sending_parked IS NOT NULL), "
        + "(SELECT CAST(coalesce(sum(ambiguous), 0) AS BIGINT) FROM outbox WHERE ambiguous > 0)";

    private const string SelectParked =
        "SELECT * FROM (SELECT 0 AS kind, i.id, c.channel, c.conversation, i.error, i.received_at AS at FROM inbox i JOIN conversations c ON c.id = i.conversation_id WHERE i.status = 3 "
        + "UNION ALL SELECT 1, o.id, c.channel, c.conversation, o.detail, o.created_at FROM outbox o JOIN conversations c ON c.id = o.conversation_id WHERE o.status = 3 "
        + "UNION ALL SELECT 2, c.id, c.channel, c.conversation, c.sending_parked, c.clock FROM conversations c WHERE c.sending_parked IS NOT NULL) AS parked "
        + "ORDER BY at DESC LIMIT ?1";

    public Task<TurnBacklog> ReadBacklogAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(SelectBacklog);
            row.Step();
            return new TurnBacklog(row.GetInt64(0), Time(row, 1), row.GetInt64(2), Time(row, 3), row.GetInt64(4), row.GetInt64(5));
        });

    public Task<IReadOnlyList<ParkedItem>> ReadParkedAsync(int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ParkedItem>>(session =>
        {
            using var rows = session.Use(SelectParked).Bind(1, max);
            var found = new List<ParkedItem>();
            while (rows.Step())
            {
                found.Add(new ParkedItem(
                    (ParkedKind)rows.GetInt32(0), rows.GetInt64(1), new ConversationKey(rows.GetString(2), rows.GetString(3)), rows.GetStringOrNull(4),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(5))));
            }

            return found;
        });

    private static DateTimeOffset? Time(SqlStatement row, int column) =>
        row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
