using System.Diagnostics;
using System.Globalization;
using AssistantBot.Storage.Migrations;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Brings the schema to the newest version: all scripts that are missing in one transaction, under a lock, so that processes that start at
/// once take turns and a process that dies half-way leaves nothing. A database that a newer program has changed is used as it is, if what
/// changed it says that this program may.
/// </summary>
internal static class PostgreSqlMigrations
{
    private const string Begin =
        "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('assistantbot-migrations', 0)); SET LOCAL client_min_messages = warning; SET LOCAL idle_in_transaction_session_timeout = '60s'; "
        + "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now()); "
        + "ALTER TABLE schema_versions ADD COLUMN IF NOT EXISTS readable_from BIGINT; SET LOCAL lock_timeout = '1s'";

    private const string ReadApplied = "SELECT version, COALESCE(readable_from, version) FROM schema_versions";

    // Their locks go with their connections, at the latest when the server has ended the session of one that hangs.
    private static readonly TimeSpan OthersEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // Nodes that work hold their locks for milliseconds, and each try needs all tables of the scripts at once.
    private static readonly TimeSpan TablesAreFree = TimeSpan.FromSeconds(60);

    /// <inheritdoc cref="Apply(NpgsqlConnection, IReadOnlyList{MigrationScript})"/>
    public static void Apply(NpgsqlConnection connection) => Apply(connection, MigrationScript.Of("PostgreSql"));

    /// <exception cref="StorageSettingsException">The schema is too new for this program, or older nodes still run that could not use the new one.</exception>
    public static void Apply(NpgsqlConnection connection, IReadOnlyList<MigrationScript> scripts)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                ApplyOnce(connection, scripts);
                return;
            }
            catch (PostgresException busy) when ((PostgreSqlErrors.IsCollision(busy) || busy.SqlState == PostgresErrorCodes.LockNotAvailable) && clock.Elapsed < TablesAreFree)
            {
                // A node's transaction holds a table that the scripts change, and may wait for another of them.
                Run(connection, "ROLLBACK");
                Thread.Sleep(LookEvery);
            }
        }
    }

    private static void ApplyOnce(NpgsqlConnection connection, IReadOnlyList<MigrationScript> scripts)
    {
        var known = scripts[^1].Version;
        Run(connection, Begin);
        try
        {
            var applied = Applied(connection);
            if (applied.Count > 0 && applied.Values.Max() is var readableFrom && readableFrom > known)
                throw MigrationScript.TooOld(readableFrom, known);
            // A script of a lower number than the newest may come later: two changes were made side by side.
            var missing = scripts.Where(script => !applied.ContainsKey(script.Version)).ToList();
            var newest = applied.Keys.DefaultIfEmpty().Max();
            if (applied.Count > 0 && missing.Find(script => script.ReadableFrom > newest) is { } breaking && !HaveOthersEnded(connection))
            {
                throw new StorageSettingsException(string.Create(
                    CultureInfo.InvariantCulture, $"Schema version {breaking.Version} cannot be used by the nodes of the older version that still run. Stop all of them first."));
            }

            foreach (var script in missing)
            {
                Run(connection, script.Text);
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version, readable_from) VALUES ({script.Version}, {script.ReadableFrom})"));
            }

            Run(connection, "COMMIT");
        }
        catch (StorageSettingsException)
        {
            Run(connection, "ROLLBACK");
            throw;
        }
    }

    private static bool HaveOthersEnded(NpgsqlConnection connection)
    {
        for (var tries = OthersEnd / LookEvery; tries > 0; tries--)
        {
            using var command = new NpgsqlCommand(PostgreSqlLocks.AnySession, connection);
            if (command.ExecuteScalar() is false)
                return true;
            Thread.Sleep(LookEvery);
        }

        return false;
    }

    private static Dictionary<long, long> Applied(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ReadApplied, connection);
        using var row = command.ExecuteReader();
        var applied = new Dictionary<long, long>();
        while (row.Read())
            applied.Add(row.GetInt64(0), row.GetInt64(1));
        return applied;
    }

    private static void Run(NpgsqlConnection connection, string script)
    {
        // Constants of this program: numbers and the scripts within it. A big table may take its time to change.
#pragma warning disable CA2100
        using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
