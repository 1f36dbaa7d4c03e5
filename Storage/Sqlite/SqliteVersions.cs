using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Versions by kind: documents and handoffs have theirs in their row, everything else in a table of its own.</summary>
internal static class SqliteVersions
{
    // A deleted document reads as absent, which is version 0; its row keeps counting.
    private const string SelectState = "SELECT CASE WHEN json IS NULL THEN 0 ELSE version END FROM states WHERE key = ?1";
    private const string SelectHandoff = "SELECT version FROM handoffs WHERE id = ?1";
    private const string Select = "SELECT version FROM versions WHERE kind = ?1 AND key = ?2";
    private const string Increment = "INSERT INTO versions (kind, key, version) VALUES (?1, ?2, 1) ON CONFLICT (kind, key) DO UPDATE SET version = version + 1";

    public static long Get(SqliteSession session, VersionKey key)
    {
        using var row = key.Kind switch
        {
            VersionKey.State => session.Use(SelectState).Bind(1, key.Key),
            HandoffVersions.Handoff => session.Use(SelectHandoff).Bind(1, key.Key),
            _ => session.Use(Select).Bind(1, key.Kind).Bind(2, key.Key),
        };
        return row.Step() ? row.GetInt64(0) : 0;
    }

    /// <summary>Raises what has no row of its own; rows raise their version when they are written.</summary>
    public static void Raise(SqliteSession session, TurnEffect effect)
    {
        foreach (var key in effect.Raises)
        {
            if (key.Kind is VersionKey.State or HandoffVersions.Handoff)
                continue;
            using var increment = session.Use(Increment).Bind(1, key.Kind).Bind(2, key.Key);
            increment.Run();
        }
    }
}
