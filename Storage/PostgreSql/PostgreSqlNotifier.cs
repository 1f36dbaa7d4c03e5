using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Sends texts to the nodes that listen, on a connection of its own that is opened when there is something to say: NOTIFY takes a lock at commit
/// that is shared by the whole server, so it is never part of another transaction. For one thread.
/// </summary>
internal sealed class PostgreSqlNotifier(PostgreSqlConnections connections, string channel) : IDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>Sends the texts in one transaction, so that they arrive one after the other.</summary>
    /// <param name="texts">Less than 8,000 bytes each.</param>
    /// <returns>False when the server cannot be reached; the next call connects anew.</returns>
    public bool TrySend(string[] texts)
    {
        try
        {
            _connection ??= connections.OpenQuickly();
            using var command = new NpgsqlCommand("SELECT pg_notify($1, text) FROM unnest($2) AS text", _connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = texts });
            command.ExecuteNonQuery();
            return true;
        }
        catch (Exception failure) when (failure is StorageSettingsException || PostgreSqlErrors.IsUnavailable(failure))
        {
            _connection?.Dispose();
            _connection = null;
            return false;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _connection?.Dispose();
}
