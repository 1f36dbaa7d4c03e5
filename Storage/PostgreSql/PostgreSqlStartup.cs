using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>Opens the database at start rather than with the first request, so that what is wrong with it stops the program.</summary>
internal sealed partial class PostgreSqlStartup(PostgreSqlDatabase database, ILogger<PostgreSqlStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogOpened(database.Name);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: PostgreSQL, {Database}.")]
    private partial void LogOpened(string database);
}
