using System.Globalization;
using System.Reflection;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Brings the schema to the newest version: each numbered script that is missing, in its own transaction together with the note that it ran.</summary>
internal static class SqliteMigrations
{
    private const string Prefix = "AssistantBot.Storage.Migrations.Sqlite.";

    // Files from before that table: what their version means.
    private const string Begin =
        "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY) STRICT; "
        + "INSERT OR IGNORE INTO schema_versions SELECT value FROM json_each('[1,2,10,20,30,31,32,40,50,60]') "
        + "WHERE value <= (SELECT user_version FROM pragma_user_version) AND NOT EXISTS (SELECT 1 FROM schema_versions); COMMIT;";

    /// <exception cref="StorageSettingsException">The schema is newer than this program.</exception>
    public static void Apply(SqliteSession session)
    {
        var scripts = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (Version: int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), Name: name))
            .ToList();
        var current = int.Parse(session.Ask("PRAGMA user_version")!, CultureInfo.InvariantCulture);
        if (current > scripts[^1].Version)
            throw new StorageSettingsException($"The database has schema version {current}, newer than this program knows ({scripts[^1].Version}). Use the newer program.");
        session.Execute(Begin);
        var applied = (session.Ask("SELECT group_concat(version) FROM schema_versions") ?? "").Split(',');
        // A script of a lower number than the newest may come later: two changes were made side by side.
        foreach (var (version, name) in scripts.Where(script => !applied.Contains(script.Version.ToString(CultureInfo.InvariantCulture))))
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var reader = new StreamReader(resource);
            session.Execute($"BEGIN IMMEDIATE; {reader.ReadToEnd()}; {Note(version)}; PRAGMA user_version={Math.Max(current, version)}; COMMIT;");
            current = Math.Max(current, version);
        }
    }

    /// <summary>Notes that a script ran.</summary>
    internal static string Note(int version) => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version) VALUES ({version})");
}
