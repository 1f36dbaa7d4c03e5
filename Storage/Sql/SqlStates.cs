using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>Bot state documents.</summary>
internal sealed class SqlStates(SqlDatabase database) : IStateReader
{
    private const string Select = "SELECT json, version FROM states WHERE key = ?1 AND json IS NOT NULL";

    public Task<IReadOnlyDictionary<string, StateDocument>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return database.ReadWithinTurnAsync<IReadOnlyDictionary<string, StateDocument>>(session =>
        {
            var found = new Dictionary<string, StateDocument>(keys.Count, StringComparer.Ordinal);
            foreach (var key in keys)
            {
                using var row = session.Use(Select).Bind(1, key);
                if (row.Step())
                    found[key] = new StateDocument(row.GetString(0), row.GetInt64(1));
            }

            return found;
        });
    }
}
