using System.Globalization;
using System.Reflection;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Brings the schema to the newest version: all scripts that are missing in one transaction, under a lock, so that processes that start at
/// once take turns and a process that dies half-way leaves nothing.
/// </summary>
internal static class PostgreSqlMigrations
{
    private const string Prefix = "AssistantBot.Storage.Migrations.PostgreSql.";

    private const string Begin =
        "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('assistantbot-migrations', 0)); SET LOCAL client_min_messages = warning; "
        + "CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())";

    /// <exception cref="StorageSettingsException">The schema is newer than this program.</exception>
    public static void Apply(NpgsqlConnection connection)
    {
        var scripts = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (Version: int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), Name: name))
            .ToList();
        Run(connection, Begin);
        try
        {
            var applied = Applied(connection);
            var current = applied.DefaultIfEmpty().Max();
            if (current > scripts[^1].Version)
                throw new StorageSettingsException($"The database has schema version {current}, newer than this program knows ({scripts[^1].Version}). Use the newer program.");
            // A script of a lower number than the newest may come later: two changes were made side by side.
            foreach (var (version, name) in scripts.Where(script => !applied.Contains(script.Version)))
            {
                using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
                using var reader = new StreamReader(resource);
                Run(connection, reader.ReadToEnd());
                Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version) VALUES ({version})"));
            }

            Run(connection, "COMMIT");
        }
        catch (StorageSettingsException)
        {
            Run(connection, "ROLLBACK");
            throw;
        }
    }

    private static HashSet<long> Applied(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT version FROM schema_versions", connection);
        using var row = command.ExecuteReader();
        var applied = new HashSet<long>();
        while (row.Read())
            applied.Add(row.GetInt64(0));
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
