using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Which stream shows a turn's reply.</summary>
internal sealed class SqlTurnStreams(SqlDatabase database) : ITurnStreamStore
{
    private const string Save = "UPDATE inbox SET stream_id = ?3 WHERE id = ?1 AND status = 1 AND attempts = ?2 AND node = ?4";
    private const string Select = "SELECT stream_id FROM inbox WHERE id = ?1";

    public Task<bool> HasUnsentAsync(long conversationId) =>
        database.ReadAsync(session => SqlOutboxRows.AskUnfinished(session, conversationId)());

    public Task<bool> SaveAsync(ClaimedTurn turn, string streamId) => database.WriteAsync(session =>
    {
        using var update = session.Use(Save).Bind(1, turn.InboxId).Bind(2, turn.Attempt).Bind(3, streamId).Bind(4, turn.Node);
        return update.Run() == 1;
    });

    public Task<string?> FindAsync(long inboxId) => database.ReadAsync(session =>
    {
        using var row = session.Use(Select).Bind(1, inboxId);
        return row.Step() ? row.GetStringOrNull(0) : null;
    });
}
