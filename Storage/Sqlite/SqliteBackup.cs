using AssistantBot.Storage.Backup;
using AssistantBot.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AssistantBot.Storage.Sqlite;

/// <summary>A copy of the database as it stood at one moment, taken while the bot runs.</summary>
public static class SqliteBackup
{
    /// <summary>
    /// Copies the database with SQLite's backup interface, from another process if need be, checks the copy and holds its unfinished work
    /// (<see cref="IHeldWork"/>), so that a bot that is started on it sends nothing twice.
    /// </summary>
    /// <param name="options">Which database.</param>
    /// <param name="target">The file to write; it must not exist. Readable by its owner only, because everything people wrote is in it.</param>
    /// <param name="now">The time that is noted with what is held.</param>
    /// <returns>What the copy holds back.</returns>
    /// <exception cref="StorageSettingsException">There is no such database, the target cannot be written, or the copy is damaged.</exception>
    public static HeldCount Write(StorageOptions options, string target, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = SqliteDatabase.PathOf(options.ConnectionString);
        target = Path.GetFullPath(target);
        if (!File.Exists(source))
            throw new StorageSettingsException($"There is no database {source} to back up.");
        if (File.Exists(target))
            throw new StorageSettingsException($"{target} exists; a backup overwrites nothing.");
        var unfinished = target + ".partial";
        try
        {
            File.Delete(unfinished);
            SqliteDatabase.CreatePrivate(unfinished);
            var held = Copy(source, unfinished, now);
            File.Move(unfinished, target);
            return held;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageSettingsException($"The backup {target} could not be written: {failure.Message}", failure);
        }
        finally
        {
            foreach (var rest in new[] { unfinished, unfinished + "-wal", unfinished + "-shm", unfinished + "-journal" }.Where(File.Exists))
                File.Delete(rest);
        }
    }

    private static HeldCount Copy(string source, string target, DateTimeOffset now)
    {
        SqliteLibrary.Initialize();
        using var reading = new SqliteSession(source, readOnly: true);
        using var writing = new SqliteSession(target, readOnly: false);
        reading.CopyTo(writing);
        // One file, to be carried about: no log beside it.
        writing.Execute("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;");
        writing.Begin(interleaved: false);
        var held = SqlHeldWork.Hold(writing, now);
        writing.Commit();
        return writing.Ask("PRAGMA quick_check(1)") is "ok"
            ? held
            : throw new StorageSettingsException("The copy is damaged, and so is the database probably. Keep older backups; the database was not changed.");
    }
}
