using AssistantBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Health;

/// <summary>The disk with SQLite's file. A database server watches its own.</summary>
internal sealed class DatabaseDisk(IOptions<StorageOptions> options) : IDiskSpace
{
    private readonly string? _folder = options.Value.Provider == "PostgreSql"
        ? null
        : Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(options.Value.ConnectionString).DataSource));

    public double? FreeShare()
    {
        if (_folder is null)
            return null;
        try
        {
            var drive = new DriveInfo(_folder);
            return drive.TotalSize > 0 ? (double)drive.AvailableFreeSpace / drive.TotalSize : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
