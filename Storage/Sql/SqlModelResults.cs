using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Storage.Sql;

/// <summary>Model results. Those of turns long ended are swept away with the next new one.</summary>
internal sealed class SqlModelResults(SqlDatabase database, TimeProvider time) : IModelResultStore
{
    private const string Select = "SELECT result FROM model_results WHERE inbox_id = ?1 AND prompt_hash = ?2";
    private const string Insert =
        "INSERT INTO model_results (inbox_id, prompt_hash, conversation_id, person_id, result, created_at) "
        + "SELECT ?1, ?2, conversation_id, person_id, ?3, ?4 FROM inbox WHERE id = ?1 AND status = 1 ON CONFLICT (inbox_id, prompt_hash) DO NOTHING";

    // Ended turns never run again, so that their results are of no more use.
    private const string DeleteEnded =
        "DELETE FROM model_results WHERE inbox_id IN (SELECT m.inbox_id FROM model_results m LEFT JOIN inbox i ON i.id = m.inbox_id WHERE coalesce(i.status, 2) >= 2 LIMIT 20)";

    public IModelResultCache OfTurn(long inboxId) => new TurnResults(database, time, inboxId);

    private sealed class TurnResults(SqlDatabase database, TimeProvider time, long inboxId) : IModelResultCache
    {
        public Task<string?> GetAsync(string promptHash, CancellationToken cancellationToken) =>
            database.ReadWithinTurnAsync(session =>
            {
                using var row = session.Use(Select).Bind(1, inboxId).Bind(2, promptHash);
                return row.Step() ? row.GetString(0) : null;
            });

        public Task PutAsync(string promptHash, string result, CancellationToken cancellationToken)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            return database.WriteAsync(session =>
            {
                using (var ended = session.Use(DeleteEnded))
                    ended.Post();
                using var insert = session.Use(Insert).Bind(1, inboxId).Bind(2, promptHash).Bind(3, result).Bind(4, now);
                return insert.Run();
            });
        }
    }
}
