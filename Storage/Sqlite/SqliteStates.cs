using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Bot state documents on SQLite.</summary>
internal sealed class SqliteStates(SqliteDatabase database) : IStateReader
{
    private const string Select = "SELECT json, version FROM states WHERE key = ?1 AND json IS NOT NULL";

    public Task<IReadOnlyDictionary<string, StateDocument>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Task.FromResult<IReadOnlyDictionary<string, StateDocument>>(database.Read(session =>
        {
            var found = new Dictionary<string, StateDocument>(keys.Count, StringComparer.Ordinal);
            foreach (var key in keys)
            {
                using var row = session.Use(Select).Bind(1, key);
                if (row.Step())
                    found[key] = new StateDocument(row.GetString(0), row.GetInt64(1));
            }

            return found;
        }));
    }
}
