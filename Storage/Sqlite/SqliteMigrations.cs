using System.Globalization;
using System.Reflection;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Brings the schema to the newest version: each numbered script once, in its own transaction together with the version it reaches.</summary>
internal static class SqliteMigrations
{
    private const string Prefix = "AssistantBot.Storage.Migrations.Sqlite.";

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
        foreach (var (version, name) in scripts.Where(script => script.Version > current))
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var reader = new StreamReader(resource);
            session.Execute($"BEGIN IMMEDIATE; {reader.ReadToEnd()}; PRAGMA user_version={version}; COMMIT;");
        }
    }
}
