using SQLitePCL;

namespace AssistantBot.Storage.Sqlite;

/// <summary>The native library, set up once for the process.</summary>
internal static class SqliteLibrary
{
    private const int ConfigureMemoryStatus = 9;

    private static readonly bool s_isReady = Load();

    /// <summary>Loads the library; must come before the first connection.</summary>
    public static void Initialize() => _ = s_isReady;

    // Nobody asks how much memory SQLite uses, and counting takes a process-wide lock at every allocation. Refused, harmlessly, when a
    // connection was opened before.
    private static bool Load()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(ConfigureMemoryStatus, 0);
        SqliteCommitFiles.Register();
        return true;
    }
}
