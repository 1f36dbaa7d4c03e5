using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Timers.</summary>
internal sealed class SqlTimers(SqlDatabase database, TimeProvider time) : ITimerStore
{
    private const string SelectAny = "SELECT 1 FROM timers WHERE due_at <= ?2 AND " + SqlNode.IsMine + " LIMIT 1";
    private const string TakeDue =
        "DELETE FROM timers WHERE (conversation_id, name) IN (SELECT conversation_id, name FROM timers WHERE due_at <= ?2 AND " + SqlNode.IsMine + " ORDER BY due_at LIMIT ?3) "
        + "RETURNING conversation_id, name, timer_id, value, due_at";

    private static readonly TurnIdentity Clock = new(TurnOrigin.Timer, null);
    private static readonly byte[] ClockJson = JsonSerializer.SerializeToUtf8Bytes(Clock, TurnJson.Default.TurnIdentity);

    public Task<bool> AnyDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.ReadAsync(session =>
        {
            using var row = session.Use(SelectAny).Bind(1, database.Node.Partitions).Bind(2, now);
            return row.Step();
        });
    }

    public Task<IReadOnlyList<ClaimedTurn>> FireDueAsync(int max)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.WriteAsync<IReadOnlyList<ClaimedTurn>>(session => Fire(session, max, now));
    }

    private static List<ClaimedTurn> Fire(SqlSession session, int max, long now)
    {
        var due = new List<(long Conversation, string Name, string Id, byte[]? Value, long At)>();
        using (var rows = session.Use(TakeDue).Bind(1, session.Node.Partitions).Bind(2, now).Bind(3, max))
        {
            while (rows.Step())
                due.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetBytesOrNull(3), rows.GetInt64(4)));
        }

        var started = new List<ClaimedTurn>();
        // Rows come back in no order of their own.
        foreach (var timer in due.OrderBy(each => each.At))
        {
            var conversation = SqlConversations.Get(session, timer.Conversation);
            var activity = Activity.CreateEvent(timer.Name, timer.Value is null ? null : JsonSerializer.Deserialize(timer.Value, ActivityJson.Context.JsonElement));
            activity.Id = timer.Id;
            var row = new NewInboxRow(
                conversation.Key, InboxKind.Ordered, timer.Id, $"timer|{timer.Id}", ActivityJson.WriteUtf8(activity), ClockJson, TurnOrigin.Timer, Clock);
            if (SqlInbox.Append(session, conversation, row, now)().Turn is { } turn)
                started.Add(turn);
        }

        return started;
    }
}
