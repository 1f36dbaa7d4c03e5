using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>The open database: the connection that writes, those that read, and this node's own. Opened, checked and migrated on first use.</summary>
internal sealed class PostgreSqlDatabase : SqlDatabase
{
    private readonly PostgreSqlSession _writing;
    private readonly SqlWriter _writer;
    private readonly PostgreSqlReaders _readers;
    private readonly PostgreSqlNode _node;
    private bool _disposed;

    /// <exception cref="StorageSettingsException">In one line, why it cannot be used.</exception>
    public PostgreSqlDatabase(IOptions<StorageOptions> options, ILogger<PostgreSqlNode>? logger = null)
    {
        var connections = Connections = new PostgreSqlConnections(options.Value.ConnectionString);
        Name = connections.Name;
        NpgsqlConnection? opened = null;
        try
        {
            opened = connections.OpenForWriting();
            PostgreSqlMigrations.Apply(opened);
        }
        catch (NpgsqlException failure)
        {
            opened?.Dispose();
            throw new StorageSettingsException($"The database {Name} cannot be opened: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
        catch
        {
            opened?.Dispose();
            throw;
        }

        _node = new PostgreSqlNode(connections, logger ?? NullLogger<PostgreSqlNode>.Instance);
        _writing = new PostgreSqlSession(connections.OpenForWriting, opened) { Node = _node };
        _writer = new SqlWriter(_writing);
        _readers = new PostgreSqlReaders(() => new PostgreSqlSession(connections.OpenForReading));
    }

    /// <summary>Database and server, for people.</summary>
    public string Name { get; }

    /// <summary>Opens more connections to it.</summary>
    public PostgreSqlConnections Connections { get; }

    public override SqlNode Node => _node;

    /// <summary>This node, as the engine sees it.</summary>
    public PostgreSqlNode Ownership => _node;

    public override Task<T> WriteAsync<T>(Func<SqlSession, T> write, ConversationKey? conversation = null, TimeSpan? patience = null) =>
        _writer.WriteAsync(write, conversation, patience);

    public override Task<T> WriteTogetherAsync<T>(
        Func<SqlSession, ValueTask<T>> write, ConversationKey? conversation = null, TimeSpan? patience = null, Action<T>? committed = null) =>
        _writer.WriteTogetherAsync(write, conversation, patience, committed);

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read) => _readers.ReadAsync<T>(read);

    // On a connection of its own: the readers are given up after seconds, because what they are asked is quick.
    public override Task<T> ReadLongAsync<T>(Func<SqlSession, T> read) => Task.Run(() =>
    {
        try
        {
            using var session = new PostgreSqlSession(Connections.OpenForLongReading);
            return read(session);
        }
        catch (Exception failure) when (PostgreSqlErrors.IsUnavailable(failure))
        {
            throw new StorageUnavailableException(failure.Message, failure);
        }
    });

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _writer.Dispose();
        _readers.Dispose();
        _writing.Dispose();
        _node.Dispose();
    }
}
