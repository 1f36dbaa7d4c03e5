using System.Collections.Concurrent;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// The open database file: lock, writer and readers. Opened on first use; WAL, and a sync of the log before anybody is told of a commit
/// (<see cref="SqliteLog"/>), so that what was committed survives a power cut, and one process only.
/// </summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    private const long QuickCheckLimit = 512L * 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SqliteSession _writing;
    private readonly SqliteLog _log;
    private readonly CommitLog _commits;
    private readonly SqlWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private volatile bool _disposed;

    public SqliteDatabase(IOptions<StorageOptions> options)
    {
        SqliteLibrary.Initialize();
        _path = PathOf(options.Value.ConnectionString);
        _lock = Lock(_path);
        try
        {
            CreatePrivate(_path);
            _writing = OpenForWriting(_path, Node);
            _log = OpenLog(_writing, _path);
            _commits = new CommitLog(_log.Sync);
            _writer = new SqlWriter(_writing, _commits);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public override SqlNode Node { get; } = new SqliteNode();

    /// <summary>Where the file is.</summary>
    public string FilePath => _path;

    public override Task<T> WriteAsync<T>(Func<SqlSession, T> write, ConversationKey? conversation = null, TimeSpan? patience = null) =>
        _writer.WriteAsync(write, conversation, patience);

    public override Task<T> WriteTogetherAsync<T>(
        Func<SqlSession, ValueTask<T>> write, ConversationKey? conversation = null, TimeSpan? patience = null, Action<T>? committed = null) =>
        _writer.WriteTogetherAsync(write, conversation, patience, committed);

    public override async Task<T> ReadAsync<T>(Func<SqlSession, T> read)
    {
        var result = Read(read);
        await _commits.WhenReadLastsAsync().ConfigureAwait(false);
        return result;
    }

    public override Task<T> ReadWithinTurnAsync<T>(Func<SqlSession, T> read) => Task.FromResult(Read(read));

    /// <summary>Reads in one short snapshot. Runs on the caller's thread: reads are point look-ups.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be read.</exception>
    public T Read<T>(Func<SqlSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteSession? session = null;
        try
        {
            if (!_readers.TryTake(out session))
            {
                session = new SqliteSession(_path, readOnly: true);
                session.Execute("PRAGMA query_only=ON; PRAGMA mmap_size=268435456;");
            }

            var result = read(session);
            _readers.Add(session);
            return result;
        }
        catch (SqliteException failure)
        {
            session?.Dispose();
            throw new StorageUnavailableException(failure.Message, failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// With <c>secure_delete</c> what is deleted is overwritten in the pages; here they reach the file, and the log of their history is cut off.
    /// </summary>
    public override Task ForgetAsync() => Task.Run(() =>
    {
        using var session = new SqliteSession(_path, readOnly: false);
        // A reader in its snapshot still needs the log; snapshots are short.
        for (var attempt = 0; session.Ask("PRAGMA wal_checkpoint(TRUNCATE)") != "0"; attempt++)
        {
            if (attempt == 10)
                throw new StorageUnavailableException("The write-ahead log could not be cut off: it is in use.");
        }
    });

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _writer.Dispose();
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _log.Dispose();
        _writing.Dispose();
        _lock.Dispose();
    }

    /// <summary>The file that a connection string names.</summary>
    /// <exception cref="StorageSettingsException">It names something that keeps less than a file.</exception>
    internal static string PathOf(string connectionString)
    {
        SqliteConnectionStringBuilder parsed;
        try
        {
            parsed = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException failure)
        {
            throw new StorageSettingsException($"Storage:ConnectionString cannot be used: {failure.Message} Give the file only: 'Data Source=PATH'. Durability settings are fixed (WAL, synchronous=FULL).", failure);
        }

        if (parsed.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly || parsed.Cache == SqliteCacheMode.Shared
            || parsed.DataSource is "" or ":memory:" || parsed.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new StorageSettingsException("Storage:ConnectionString must name a file and nothing that weakens it: no memory, read-only, shared-cache or 'file:' database keeps what was acknowledged.");
        return Path.GetFullPath(parsed.DataSource);
    }

    private static FileStream Lock(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        try
        {
            if (!Directory.Exists(directory))
            {
                if (OperatingSystem.IsWindows())
                    Directory.CreateDirectory(directory);
                else
                    Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return new FileStream(path + ".lock", PrivateFile(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            throw new StorageSettingsException($"The database {path} is in use by another process (its lock file is held). SQLite serves one process: stop the other one, or give this one a file of its own (Storage:ConnectionString).", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageSettingsException($"Storage:ConnectionString names {path}, which cannot be written: {failure.Message}", failure);
        }
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Creates the file unless it exists, readable by its owner only.</summary>
    internal static void CreatePrivate(string path)
    {
        if (!File.Exists(path) && File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0)
            throw new StorageSettingsException($"The database {path} is missing, but its write-ahead log is there: the newest messages are in it. Restore the file, or move the log away to start empty.");
        using var created = new FileStream(path, PrivateFile(FileMode.OpenOrCreate, FileShare.ReadWrite));
        // Left readable by an earlier copy or restore: close it again.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static FileStreamOptions PrivateFile(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static SqliteSession OpenForWriting(string path, SqlNode node)
    {
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(path, readOnly: false, SqliteCommitFiles.Name) { Node = node };
            var mode = session.Ask("PRAGMA journal_mode=WAL");
            session.Execute("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-6144; PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=134217728;");
            if (mode != "wal" || session.Ask("PRAGMA synchronous") != "2")
                throw new StorageSettingsException($"The database {path} cannot be opened with WAL and synchronous=FULL (journal mode is '{mode}'); without them acknowledged messages could be lost.");
            if (new FileInfo(path).Length <= QuickCheckLimit && session.Ask("PRAGMA quick_check(1)") is { } found and not "ok")
                throw new StorageSettingsException($"The database {path} is damaged ({found.ReplaceLineEndings(" ")}). Restore the last backup; the file was not changed.");
            SqliteMigrations.Apply(session);
            return session;
        }
        catch (SqliteException failure)
        {
            session?.Dispose();
            throw new StorageSettingsException($"The database {path} cannot be opened ({failure.Message}). If it is damaged, restore the last backup; the file was not changed.", failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    // From here on commits are synced by us, off the writer's thread.
    private static SqliteLog OpenLog(SqliteSession session, string path)
    {
        try
        {
            session.Execute("PRAGMA synchronous=NORMAL;");
            return session.Ask("PRAGMA synchronous") == "1"
                ? new SqliteLog(path)
                : throw new StorageSettingsException($"The database {path} cannot be opened with synchronous=NORMAL.");
        }
        catch (IOException failure)
        {
            session.Dispose();
            throw new StorageSettingsException($"The write-ahead log of {path} cannot be opened ({failure.Message}).", failure);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
