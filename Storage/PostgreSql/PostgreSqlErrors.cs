using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>What a failure means.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>True for what is wrong with server or connection rather than with the statement.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        PostgresException { SqlState: [var one, var two, ..] } => $"{one}{two}" is "08" or "25" or "40" or "53" or "55" or "57" or "58" or "F0" or "XX",
        NpgsqlException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>True when two transactions stood in each other's way, so that one was taken back.</summary>
    public static bool IsCollision(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>True when the connection ended, rather than a statement took too long.</summary>
    public static bool IsConnectionLost(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException { InnerException: not TimeoutException } => true,
        _ => false,
    };
}
