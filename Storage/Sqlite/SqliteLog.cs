using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// Syncs SQLite's write-ahead log. With <c>synchronous=NORMAL</c> SQLite writes a commit to the log and syncs the log only before a checkpoint
/// (https://sqlite.org/pragma.html#pragma_synchronous), so that whoever syncs it after the commit has what <c>FULL</c> gives, and may do so
/// while the next commit is prepared. Any descriptor of the file serves: a sync covers the file, not the descriptor.
/// </summary>
internal sealed partial class SqliteLog(string databasePath) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(databasePath + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Makes what was written last.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Sync()
    {
        // Without the times of the file, which nobody needs after a crash: half the writes of a full sync.
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(_file);
        else if (SyncData(_file) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);
}
