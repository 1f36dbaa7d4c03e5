using System.Globalization;
using AssistantBot.Storage.Migrations;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// Brings the schema to the newest version: each numbered script that is missing, in its own transaction together with the note that it ran.
/// The file's <c>user_version</c> is the newest script that a program must know, to use the file.
/// </summary>
internal static class SqliteMigrations
{
    // Files from before that table: what their version means.
    private const string Begin =
        "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY) STRICT; "
        + "INSERT OR IGNORE INTO schema_versions SELECT value FROM json_each('[1,2,10,20,30,31,32,40,50,60]') "
        + "WHERE value <= (SELECT user_version FROM pragma_user_version) AND NOT EXISTS (SELECT 1 FROM schema_versions); COMMIT;";

    /// <inheritdoc cref="Apply(SqliteSession, IReadOnlyList{MigrationScript})"/>
    public static void Apply(SqliteSession session) => Apply(session, MigrationScript.Of("Sqlite"));

    /// <exception cref="StorageSettingsException">The schema is too new for this program.</exception>
    public static void Apply(SqliteSession session, IReadOnlyList<MigrationScript> scripts)
    {
        var readableFrom = int.Parse(session.Ask("PRAGMA user_version")!, CultureInfo.InvariantCulture);
        if (readableFrom > scripts[^1].Version)
            throw MigrationScript.TooOld(readableFrom, scripts[^1].Version);
        session.Execute(Begin);
        var applied = (session.Ask("SELECT group_concat(version) FROM schema_versions") ?? "").Split(',');
        // A script of a lower number than the newest may come later: two changes were made side by side.
        foreach (var script in scripts.Where(script => !applied.Contains(script.Version.ToString(CultureInfo.InvariantCulture))))
        {
            readableFrom = Math.Max(readableFrom, script.ReadableFrom);
            session.Execute($"BEGIN IMMEDIATE; {script.Text}; {Note(script.Version)}; PRAGMA user_version={readableFrom}; COMMIT;");
        }
    }

    /// <summary>Notes that a script ran.</summary>
    internal static string Note(int version) => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version) VALUES ({version})");
}
