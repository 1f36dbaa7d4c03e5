using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.Sql;

/// <summary>What was said: appended by the writer, read by everyone.</summary>
internal sealed class SqlTranscript(SqlDatabase database) : ITranscriptStore
{
    private const string Insert =
        "INSERT INTO transcript (conversation_id, sequence, cause, person_id, activity_id, activity, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private const string SelectAfter =
        "SELECT sequence, activity, recorded_at FROM transcript WHERE conversation_id = " + SqlConversations.IdByKeyOrAlias
        + " AND sequence > ?3 ORDER BY sequence LIMIT ?4";

    private const string SelectLast =
        "SELECT sequence, activity, recorded_at FROM transcript WHERE conversation_id = " + SqlConversations.IdByKeyOrAlias
        + " AND sequence <= ?3 ORDER BY sequence DESC LIMIT ?4";

    private const string SelectHistory =
        "SELECT t.sequence, t.activity, t.recorded_at FROM inbox i JOIN transcript t ON t.conversation_id = i.conversation_id "
        + "WHERE i.id = ?1 AND t.cause <= i.sequence ORDER BY t.cause DESC, t.sequence DESC LIMIT ?2";

    public static void Append(
        SqlSession session, long conversationId, long sequence, long cause, string? personId, string? activityId, byte[] activity, long now)
    {
        using var insert = session.Use(Insert)
            .Bind(1, conversationId).Bind(2, sequence).Bind(3, cause).Bind(4, personId).Bind(5, activityId).Bind(6, activity).Bind(7, now);
        insert.Post();
    }

    public async Task<IReadOnlyList<TranscriptEntry>> ReadAsync(ConversationKey conversation, long after, int max, CancellationToken cancellationToken) =>
        Parse(await database.ReadAsync(session =>
        {
            using var rows = session.Use(SelectAfter).Bind(1, conversation.ChannelId).Bind(2, conversation.ConversationId).Bind(3, after).Bind(4, max);
            return Collect(rows);
        }).ConfigureAwait(false));

    public async Task<IReadOnlyList<TranscriptEntry>> ReadLastAsync(ConversationKey conversation, int count, long? upTo, CancellationToken cancellationToken) =>
        Parse(Reversed(await database.ReadAsync(session =>
        {
            using var rows = session.Use(SelectLast)
                .Bind(1, conversation.ChannelId).Bind(2, conversation.ConversationId).Bind(3, upTo ?? long.MaxValue).Bind(4, count);
            return Collect(rows);
        }).ConfigureAwait(false)));

    public async Task<IReadOnlyList<TranscriptEntry>> ReadHistoryAsync(TurnUnitOfWork turn, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Parse(Reversed(await database.ReadWithinTurnAsync(session =>
        {
            using var rows = session.Use(SelectHistory).Bind(1, turn.InboxId).Bind(2, count);
            return Collect(rows);
        }).ConfigureAwait(false)));
    }

    private static List<(long Sequence, byte[] Activity, long At)> Collect(SqlStatement rows)
    {
        var found = new List<(long, byte[], long)>();
        while (rows.Step())
            found.Add((rows.GetInt64(0), rows.GetBytes(1), rows.GetInt64(2)));
        return found;
    }

    private static List<(long Sequence, byte[] Activity, long At)> Reversed(List<(long Sequence, byte[] Activity, long At)> rows)
    {
        rows.Reverse();
        return rows;
    }

    private static List<TranscriptEntry> Parse(List<(long Sequence, byte[] Activity, long At)> rows) =>
        rows.ConvertAll(row => new TranscriptEntry(row.Sequence, ActivityJson.Read(row.Activity), DateTimeOffset.FromUnixTimeMilliseconds(row.At)));
}
