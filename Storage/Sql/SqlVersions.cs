using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Storage.Sql;

/// <summary>Versions by kind: documents and handoffs have theirs in their row, everything else in a table of its own.</summary>
internal static class SqlVersions
{
    // A deleted document reads as absent, which is version 0; its row keeps counting.
    private const string State = "SELECT CASE WHEN json IS NULL THEN 0 ELSE version END FROM states WHERE key = ?1";
    private const string Handoff = "SELECT version FROM handoffs WHERE id = ?1";
    private const string Other = "SELECT version FROM versions WHERE kind = ?1 AND key = ?2";
    private const string ReadState = State + " {for share}";
    private const string ReadHandoff = Handoff + " {for share}";
    private const string ReadOther = Other + " {for share}";
    private const string WriteState = State + " {for update}";
    private const string WriteHandoff = Handoff + " {for update}";
    private const string WriteOther = Other + " {for update}";
    private const string Increment = "INSERT INTO versions (kind, key, version) VALUES (?1, ?2, 1) ON CONFLICT (kind, key) DO UPDATE SET version = versions.version + 1";

    /// <summary>Asks whether every version still stands. They are locked in the order of their keys until the transaction ends.</summary>
    /// <returns>Gives the answer.</returns>
    public static Func<bool> AskStand(SqlSession session, TurnUnitOfWork work, TurnVersions versions)
    {
        if (versions.IsStale)
            return static () => false;
        foreach (var key in session.IsShared ? versions.Written : [])
            session.Touch(work, $"{key.Kind} {key.Key}");
        var asked = new List<(Func<long> Version, long Expected)>(versions.Expected.Count);
        foreach (var (key, version, writes) in versions.Expected)
        {
            if (!writes && session.IsShared)
                session.Touch(work, $"{key.Kind} {key.Key}", isShared: true);
            // A row that does not exist cannot be locked, so that two could both see none and both write it.
            if (version == 0)
                session.LockAbsent(key.Kind, key.Key);
            asked.Add((Ask(session, key, writes), version));
        }

        return () => asked.TrueForAll(each => each.Version() == each.Expected);
    }

    // Who writes it too does not share the lock: two that do could both wait for it for ever.
    private static Func<long> Ask(SqlSession session, VersionKey key, bool willWrite) =>
        (key.Kind switch
        {
            VersionKey.State => session.Use(willWrite ? WriteState : ReadState).Bind(1, key.Key),
            HandoffVersions.Handoff => session.Use(willWrite ? WriteHandoff : ReadHandoff).Bind(1, key.Key),
            _ => session.Use(willWrite ? WriteOther : ReadOther).Bind(1, key.Kind).Bind(2, key.Key),
        }).Ask(static row => row.Step() ? row.GetInt64(0) : 0);

    /// <summary>Raises what has no row of its own; rows raise their version when they are written.</summary>
    public static void Raise(SqlSession session, TurnEffect effect)
    {
        foreach (var key in effect.Raises)
        {
            if (key.Kind is VersionKey.State or HandoffVersions.Handoff)
                continue;
            using var increment = session.Use(Increment).Bind(1, key.Kind).Bind(2, key.Key);
            increment.Post();
        }
    }
}
