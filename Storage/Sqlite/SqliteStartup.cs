using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Opens the database at start rather than with the first request, so that what is wrong with it stops the program.</summary>
internal sealed partial class SqliteStartup(SqliteDatabase database, ILogger<SqliteStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogOpened(database.FilePath);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: SQLite, {Path} (WAL, synced before anything is acknowledged).")]
    private partial void LogOpened(string path);
}
