using System.Data;
using System.Text.RegularExpressions;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// A connection with its statements. What is posted travels with the next statement whose answer is needed, so that a unit costs few round
/// trips. A lost connection is opened again by the next transaction or read.
/// </summary>
internal sealed partial class PostgreSqlSession : SqlSession
{
    private const string MarkUnit = "SAVEPOINT unit";
    private const string LockKey = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    private const string ReleaseUnit = "RELEASE SAVEPOINT unit";

    private readonly Func<NpgsqlConnection> _open;
    private readonly Func<NpgsqlConnection> _openToAsk;
    private readonly List<NpgsqlBatchCommand> _posted = [];
    private readonly HashSet<NpgsqlBatchCommand> _postedQuestions = new(ReferenceEqualityComparer.Instance);

    // Statements are constants of the code, so identity is enough and no text is hashed on the hot path.
    private readonly Dictionary<string, PostgreSqlStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private NpgsqlConnection? _connection;
    private NpgsqlBatchCommand? _mark;
    private NpgsqlBatchCommand? _nameTransaction;
    private string? _transaction;
    private bool _isFresh;
    private bool _isActive;

    /// <summary>Creates a session.</summary>
    /// <param name="open">Opens its connection, now and after a loss.</param>
    /// <param name="openToAsk">Opens a connection of no right to ask what became of a commit.</param>
    /// <param name="opened">The connection, if it is open already.</param>
    public PostgreSqlSession(Func<NpgsqlConnection> open, Func<NpgsqlConnection> openToAsk, NpgsqlConnection? opened = null)
    {
        _open = open;
        _openToAsk = openToAsk;
        _connection = opened;
    }

    public override bool InTransaction => _isActive && _connection is { State: ConnectionState.Open };

    public override bool IsShared => true;

    public override bool TriesWithoutMarks => true;

    public override SqlStatement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new PostgreSqlStatement(this, Translate(sql)));
        return statement;
    }

    /// <summary>Sends a statement with the next one whose answer is needed.</summary>
    public void Post(NpgsqlBatchCommand command) => _posted.Add(command);

    /// <summary>Runs what was posted and this; its rows come as numbers, booleans, and texts and blobs as bytes.</summary>
    public (List<object?[]> Rows, int Changed) Execute(NpgsqlBatchCommand command)
    {
        if (!_isActive)
            EnsureOpen();
        using var batch = new NpgsqlBatch(_connection);
        foreach (var posted in _posted)
            batch.BatchCommands.Add(posted);
        batch.BatchCommands.Add(command);
        var questions = _posted.FindAll(_postedQuestions.Contains);
        _posted.Clear();
        _postedQuestions.Clear();
        var rows = new List<object?[]>();
        using (var reader = batch.ExecuteReader())
        {
            foreach (var question in questions)
            {
                if (question == _nameTransaction && reader.Read())
                    _transaction = reader.GetString(0);
                reader.NextResult();
            }

            while (reader.Read())
                rows.Add(Read(reader));
            while (reader.NextResult())
            {
            }
        }

        return (rows, (int)command.RecordsAffected);
    }

    /// <summary>Opens the connection again if it is lost.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be opened.</exception>
    public void EnsureOpen()
    {
        if (_connection is { State: ConnectionState.Open })
        {
            _isFresh = false;
            return;
        }

        Drop();
        try
        {
            _connection = _open();
            _isFresh = true;
        }
        catch (Exception failure) when (failure is StorageSettingsException || PostgreSqlErrors.IsUnavailable(failure))
        {
            throw new StorageUnavailableException(failure.Message, failure);
        }
    }

    public override void Begin()
    {
        _posted.Clear();
        _transaction = null;
        EnsureOpen();
        Post(new NpgsqlBatchCommand("BEGIN"));
        Ask(_nameTransaction = new NpgsqlBatchCommand("SELECT CAST(pg_current_xact_id() AS TEXT)"));
        _isActive = true;
    }

    public override void LockAbsent(string kind, string key)
    {
        var command = new NpgsqlBatchCommand(LockKey);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{kind}|{key}" });
        Ask(command);
    }

    public override void Commit()
    {
        try
        {
            Execute(new NpgsqlBatchCommand("COMMIT"));
            _isActive = false;
        }
        catch (Exception failure) when (failure is not PostgresException || _connection is not { State: ConnectionState.Open })
        {
            _isActive = false;
            Drop();
            throw new CommitUnknownException(failure);
        }
    }

    public override void RollBack()
    {
        _posted.Clear();
        if (InTransaction)
        {
            try
            {
                Execute(new NpgsqlBatchCommand("ROLLBACK"));
            }
            catch (NpgsqlException)
            {
                // Without a connection there is no transaction either.
                Drop();
            }
        }

        _isActive = false;
    }

    public override void Mark() => Post(_mark = new NpgsqlBatchCommand(MarkUnit));

    public override void RollBackToMark()
    {
        var notSent = _mark is null ? -1 : _posted.IndexOf(_mark);
        if (notSent >= 0)
        {
            _posted.RemoveRange(notSent, _posted.Count - notSent);
            return;
        }

        _posted.Clear();
        Post(new NpgsqlBatchCommand("ROLLBACK TO SAVEPOINT unit"));
        Execute(new NpgsqlBatchCommand(ReleaseUnit));
    }

    public override void Release() => Execute(new NpgsqlBatchCommand(ReleaseUnit));

    public override bool IsUnavailable(Exception failure) => PostgreSqlErrors.IsUnavailable(failure) || (_isActive && !InTransaction);

    // A connection that the server closed while nobody looked is no reason to refuse anything: nothing of the batch was committed.
    public override bool MayRunAgain(Exception failure) =>
        PostgreSqlErrors.IsCollision(failure) || (!_isFresh && PostgreSqlErrors.IsConnectionLost(failure));

    public override bool? FindOutcome()
    {
        if (_transaction is null)
            return false;
        try
        {
            using var connection = _openToAsk();
            using var command = new NpgsqlCommand("SELECT pg_xact_status(CAST($1 AS xid8))", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _transaction });
            return command.ExecuteScalar() switch
            {
                "committed" => true,
                "in progress" => null,
                _ => false,
            };
        }
        catch (Exception failure) when (PostgreSqlErrors.IsUnavailable(failure))
        {
            return null;
        }
    }

    public override void Dispose() => Drop();

    /// <summary>A shared text in PostgreSQL's words.</summary>
    public static string Translate(string sql) => Parameter().Replace(sql, "$$$1")
        .Replace("{for update}", "FOR UPDATE", StringComparison.Ordinal)
        .Replace("{for share}", "FOR SHARE", StringComparison.Ordinal)
        .Replace("{returning id}", "RETURNING id", StringComparison.Ordinal)
        .Replace("{no session of node}", PostgreSqlLocks.NoSession, StringComparison.Ordinal);

    // Posted like others, but it has an answer, which must be stepped over.
    private void Ask(NpgsqlBatchCommand command)
    {
        _postedQuestions.Add(command);
        _posted.Add(command);
    }

    private static object?[] Read(NpgsqlDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetFieldType(i) == typeof(string) ? reader.GetFieldValue<byte[]>(i) : reader.GetValue(i);
        return row;
    }

    [GeneratedRegex(@"\?(\d+)")]
    private static partial Regex Parameter();

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
