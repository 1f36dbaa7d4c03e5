namespace AssistantBot.Storage.PostgreSql;

/// <summary>Advisory locks (two numbers each) by which nodes find each other. All of them belong to a node's control connection.</summary>
internal static class PostgreSqlLocks
{
    /// <summary>First number of the lock that every living session holds; the second is the session's.</summary>
    public const int Sessions = 1096024065;

    /// <summary>First number of the lock of a session that takes its share of the partitions.</summary>
    public const int Members = 1096024066;

    /// <summary>First number of a partition's lock; the second is the partition's.</summary>
    public const int Partitions = 1096024067;

    /// <summary>Condition on a column <c>node</c>: no living session has that number.</summary>
    public const string NoSession =
        "NOT EXISTS (SELECT 1 FROM pg_locks AS held WHERE held.locktype = 'advisory' AND held.classid = 1096024065 AND held.objid = CAST(node AS OID) AND held.objsubid = 2 "
        + "AND held.granted AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

    /// <summary>All locks held: class, number, and whether this connection holds it.</summary>
    public const string Read =
        "SELECT CAST(classid AS BIGINT), CAST(objid AS BIGINT), pid = pg_backend_pid() FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted "
        + "AND classid IN (1096024065, 1096024066, 1096024067) AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /// <summary>Whether any node runs.</summary>
    public const string AnySession =
        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 1096024065 AND objsubid = 2 AND granted "
        + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

    /// <summary>Takes a session's number ?1 and its lock.</summary>
    public const string BeginSession = "SELECT pg_try_advisory_lock(1096024065, $1)";

    /// <summary>Takes part in the sharing; ?1 is the session's number.</summary>
    public const string Join = "SELECT pg_try_advisory_lock(1096024066, $1)";

    /// <summary>Takes no part any more.</summary>
    public const string Leave = "SELECT pg_advisory_unlock(1096024066, $1)";

    /// <summary>Takes those of the partitions that are free.</summary>
    /// <remarks>Gives the partitions taken.</remarks>
    public const string Take = "SELECT wanted FROM unnest($1) AS wanted WHERE pg_try_advisory_lock(1096024067, wanted)";

    /// <summary>Gives partitions back.</summary>
    public const string Give = "SELECT pg_advisory_unlock(1096024067, given) FROM unnest($1) AS given";
}
