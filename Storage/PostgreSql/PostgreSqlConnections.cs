using System.Globalization;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// Opens connections to the configured database. None comes from a pool, because what a session has locked and set must end with it; a
/// pooler between, in transaction mode, would break both.
/// </summary>
internal sealed class PostgreSqlConnections
{
    private const int OldestVersion = 140000;
    private const string Example = "Give for example 'Host=db;Database=assistantbot;Username=assistantbot;Password=...'.";

    // A machine that vanished frees its lock within half a minute; one that lives keeps the durability it was checked with.
    private const string Prepare =
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET default_transaction_isolation = 'read committed'; "
        + "SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false)";

    private const string Settings =
        "SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('server_encoding'), current_setting('synchronous_commit'), "
        + "current_setting('fsync'), pg_is_in_recovery(), current_setting('transaction_read_only')";

    // A process that stops in the middle of a transaction must not keep the others waiting for its rows.
    private const string WhenWriting = "SET idle_in_transaction_session_timeout = '3s'";

    // A node that hangs must not be taken for one that works: its locks go with its session.
    private const string WhenControlling = "SET idle_session_timeout = '3s'";

    /// <summary>Seconds.</summary>
    private const int LongRead = 600;

    private readonly string _connectionString;
    private readonly string _longString;
    private readonly string _controlString;

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
                parsed.Timeout = 2;
            if (!parsed.ContainsKey("Command Timeout"))
                parsed.CommandTimeout = 5;
            parsed.ApplicationName ??= "assistantbot";
            _connectionString = parsed.ConnectionString;
            (parsed.CommandTimeout, var usual) = (LongRead, parsed.CommandTimeout);
            _longString = parsed.ConnectionString;
            parsed.CommandTimeout = usual;
            parsed.Timeout = 2;
            parsed.CommandTimeout = 2;
            parsed.CancellationTimeout = 500;
            parsed.ApplicationName += "-control";
            _controlString = parsed.ConnectionString;
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
    public NpgsqlConnection Open() => Open(_connectionString);

    private static NpgsqlConnection Open(string connectionString)
    {
        return OrDispose(new NpgsqlConnection(connectionString), connection =>
        {
            connection.Open();
            Run(connection, Prepare);
        });
    }

    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection OpenForReading() => OpenForReading(_connectionString);

    /// <summary>A connection whose statements may take minutes.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection OpenForLongReading() => OpenForReading(_longString);

    private static NpgsqlConnection OpenForReading(string connectionString)
    {
        var connection = Open(connectionString);
        Run(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        return connection;
    }

    /// <summary>The connection that writes.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="StorageSettingsException">The server keeps less than was promised.</exception>
    public NpgsqlConnection OpenForWriting()
    {
        return OrDispose(Open(), connection =>
        {
            Check(connection);
            Run(connection, WhenWriting);
        });
    }

    /// <summary>A connection that is given up soon when the server does not answer.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection OpenQuickly() => Open(_controlString);

    /// <summary>The connection whose locks make this process a node.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses.</exception>
    public NpgsqlConnection OpenForControl()
    {
        return OrDispose(OpenQuickly(), connection => Run(connection, WhenControlling));
    }

    private static NpgsqlConnection OrDispose(NpgsqlConnection connection, Action<NpgsqlConnection> prepare)
    {
        try
        {
            prepare(connection);
            return connection;
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
            throw new StorageSettingsException(string.Create(CultureInfo.InvariantCulture, $"The database {Name} runs on PostgreSQL {version / 10000}; 14 or later is needed."));
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
