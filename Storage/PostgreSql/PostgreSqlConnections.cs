using System.Globalization;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Opens connections to the configured database. None comes from a pool, because what a session has locked and set must end with it; a
/// pooler between, in transaction mode, would break both.
/// </summary>
internal sealed class PostgreSqlConnections
{
    private const int OldestVersion = 130000;
    private const string Example = "Give for example 'Host=db;Database=assistantbot;Username=assistantbot;Password=...'.";

    // A machine that vanished frees its lock within half a minute; one that lives keeps the durability it was checked with.
    private const string Prepare =
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET default_transaction_isolation = 'read committed'; "
        + "SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false)";

    private const string Settings =
        "SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('server_encoding'), current_setting('synchronous_commit'), "
        + "current_setting('fsync'), pg_is_in_recovery(), current_setting('transaction_read_only')";

    private const string TakeLock =
        "SET lock_timeout = '2s'; SELECT pg_advisory_lock(hashtextextended('assistantbot-node', 0)); SET lock_timeout = 0";

    private readonly string _connectionString;

    /// <exception cref="StorageSettingsException">The text is not usable.</exception>
    public PostgreSqlConnections(string connectionString)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrWhiteSpace(parsed.Host))
                throw new StorageSettingsException($"Storage:ConnectionString names no Host. {Example}");
            parsed.Pooling = false;
            parsed.Enlist = false;
            parsed.MaxAutoPrepare = 200;
            parsed.AutoPrepareMinUsages = 2;
            if (!parsed.ContainsKey("Timeout"))
                parsed.Timeout = 5;
            if (!parsed.ContainsKey("Command Timeout"))
                parsed.CommandTimeout = 10;
            parsed.ApplicationName ??= "assistantbot";
            _connectionString = parsed.ConnectionString;
            Name = $"{parsed.Database ?? parsed.Username} on {parsed.Host}:{parsed.Port}";
        }
        catch (ArgumentException failure)
        {
            throw new StorageSettingsException($"Storage:ConnectionString cannot be used: {failure.Message.ReplaceLineEndings(" ")} {Example}", failure);
        }
    }

    /// <summary>Database and server, for people; no user and no secret.</summary>
    public string Name { get; }

    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Open();
            Run(connection, Prepare);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection OpenForReading()
    {
        var connection = Open();
        Run(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        return connection;
    }

    /// <summary>
    /// The connection that writes. It holds the lock that makes its process the owner of the database, so that who has lost the lock has
    /// lost the means to write with it.
    /// </summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="StorageSettingsException">The server keeps less than was promised, or another process owns the database.</exception>
    public NpgsqlConnection OpenForWriting()
    {
        var connection = Open();
        try
        {
            Check(connection);
            Run(connection, TakeLock);
            return connection;
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            connection.Dispose();
            throw new StorageSettingsException($"The database {Name} is in use by another process (it holds the lock 'assistantbot-node'). One process serves a database for now; stop the other one.", failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Check(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Settings, connection);
        using var row = command.ExecuteReader();
        row.Read();
        var version = row.GetInt32(0);
        if (version < OldestVersion)
            throw new StorageSettingsException(string.Create(CultureInfo.InvariantCulture, $"The database {Name} runs on PostgreSQL {version / 10000}; 13 or later is needed."));
        if (row.GetString(1) != "UTF8")
            throw new StorageSettingsException($"The database {Name} has the encoding {row.GetString(1)}; create it with UTF8.");
        if (row.GetString(2) == "off")
            throw new StorageSettingsException($"The database {Name} has synchronous_commit=off: acknowledged messages could be lost. Set it to on (or local, remote_write, remote_apply).");
        if (row.GetString(3) == "off")
            throw new StorageSettingsException($"The database {Name} runs with fsync=off: acknowledged messages could be lost. Set it to on.");
        if (row.GetBoolean(4) || row.GetString(5) == "on")
            throw new StorageSettingsException($"The database {Name} is read-only or a standby; Storage:ConnectionString must name the primary (Target Session Attributes=primary finds it).");
    }

    private static void Run(NpgsqlConnection connection, string script)
    {
        using var command = new NpgsqlCommand(script, connection);
        command.ExecuteNonQuery();
    }
}
