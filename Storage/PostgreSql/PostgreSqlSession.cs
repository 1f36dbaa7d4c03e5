using System.Text;
using System.Data;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Sql;
using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// A connection with its statements. What is posted travels with the next statement whose answer is needed, so that a unit costs few round
/// trips. A lost connection is opened again by the next transaction or read.
/// </summary>
internal sealed class PostgreSqlSession : SqlSession
{
    private const string MarkUnit = "SAVEPOINT unit";
    private const string LockKey = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    private const string ReleaseUnit = "RELEASE SAVEPOINT unit";

    private readonly Func<NpgsqlConnection> _open;
    private readonly List<PostgreSqlCommand> _posted = [];

    // Statements are constants of the code, so identity is enough and no text is hashed on the hot path.
    private readonly Dictionary<string, PostgreSqlText> _texts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, (object Unit, bool IsShared)> _touched = new(StringComparer.Ordinal);
    private NpgsqlConnection? _connection;
    private RoundTrip _answered = new();
    private RoundTrip _written = new();
    private PostgreSqlCommand? _begin;
    private PostgreSqlCommand? _mark;
    private bool _interleaved;
    private bool _isFresh;
    private bool _isActive;
    private bool _hasQuestions;

    /// <summary>Creates a session.</summary>
    /// <param name="open">Opens its connection, now and after a loss.</param>
    /// <param name="opened">The connection, if it is open already.</param>
    public PostgreSqlSession(Func<NpgsqlConnection> open, NpgsqlConnection? opened = null)
    {
        _open = open;
        _connection = opened;
    }

    public override bool InTransaction => _isActive && _connection is { State: ConnectionState.Open };

    public override bool IsShared => true;

    public override bool TriesWithoutMarks => true;

    public override bool HasQuestions => _hasQuestions;

    public override SqlStatement Use(string sql)
    {
        if (!_texts.TryGetValue(sql, out var text))
            _texts.Add(sql, text = PostgreSqlText.Of(sql));
        return new PostgreSqlStatement(this, text);
    }

    /// <summary>Sends a statement with the next one whose answer is needed.</summary>
    public void Post(PostgreSqlCommand command) => _posted.Add(command);

    /// <summary>Runs what was posted and this, in one round trip.</summary>
    public void Execute(PostgreSqlCommand command)
    {
        _posted.Add(command);
        Send();
    }

    public override RoundTrip Answered()
    {
        _hasQuestions = true;
        return _answered;
    }

    public override RoundTrip Written() => _written;

    public override void Answer()
    {
        Send();
        var answered = _answered;
        (_answered, _hasQuestions) = (new RoundTrip(), false);
        answered.Complete();
    }

    public override void CompleteWritten()
    {
        var written = _written;
        _written = new RoundTrip();
        written.Complete();
    }

    public override void Touch(object unit, string what, bool isShared = false)
    {
        if (!_interleaved)
            return;
        if (!_touched.TryGetValue(what, out var other))
            _touched.Add(what, (unit, isShared));
        else if (other.Unit == unit)
            _touched[what] = (unit, isShared && other.IsShared);
        else if (!isShared || !other.IsShared)
            throw new BatchCollisionException();
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

    public override void Begin(bool interleaved)
    {
        Forget();
        _interleaved = interleaved;
        EnsureOpen();
        Post(_begin = new PostgreSqlCommand("BEGIN", false));
        _isActive = true;
    }

    public override void LockAbsent(string kind, string key)
    {
        var command = new PostgreSqlCommand(LockKey, true);
        command.Batch.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{kind}|{key}" });
        Post(command);
    }

    public override void Commit()
    {
        // A connection that was lost before anything was written is better noticed before the commit.
        if (_posted.Count > 0 && _posted[0] == _begin)
            Send();
        try
        {
            Execute(new PostgreSqlCommand("COMMIT", false));
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
        Forget();
        if (InTransaction)
        {
            try
            {
                Execute(new PostgreSqlCommand("ROLLBACK", false));
            }
            catch (NpgsqlException)
            {
                // Without a connection there is no transaction either.
                Drop();
            }
        }

        _isActive = false;
    }

    public override void Mark() => Post(_mark = new PostgreSqlCommand(MarkUnit, false));

    public override void RollBackToMark()
    {
        var notSent = _mark is null ? -1 : _posted.IndexOf(_mark);
        if (notSent >= 0)
        {
            _posted.RemoveRange(notSent, _posted.Count - notSent);
            (_answered, _written, _hasQuestions) = (new RoundTrip(), new RoundTrip(), false);
            return;
        }

        Forget();
        Post(new PostgreSqlCommand("ROLLBACK TO SAVEPOINT unit", false));
        Execute(new PostgreSqlCommand(ReleaseUnit, false));
    }

    public override void Release() => Execute(new PostgreSqlCommand(ReleaseUnit, false));

    public override bool IsUnavailable(Exception failure) => PostgreSqlErrors.IsUnavailable(failure) || (_isActive && !InTransaction);

    // A connection that the server closed while nobody looked is no reason to refuse anything: nothing of the batch was committed.
    public override bool MayRunAgain(Exception failure) =>
        PostgreSqlErrors.IsCollision(failure) || (!_isFresh && PostgreSqlErrors.IsConnectionLost(failure));

    public override void Dispose() => Drop();

    private void Forget()
    {
        _posted.Clear();
        _touched.Clear();
        (_answered, _written, _hasQuestions) = (new RoundTrip(), new RoundTrip(), false);
    }

    /// <summary>Runs what was posted, in one round trip.</summary>
    public void Send()
    {
        if (!_isActive)
            EnsureOpen();
        if (_posted.Count == 0)
            return;
        using var batch = new NpgsqlBatch(_connection);
        var sent = _posted.ToArray();
        _posted.Clear();
        foreach (var command in sent)
            batch.BatchCommands.Add(command.Batch);
        using (var reader = batch.ExecuteReader())
        {
            foreach (var command in sent)
            {
                if (!command.ReturnsRows)
                    continue;
                var rows = new List<object?[]>();
                while (reader.Read())
                    rows.Add(Read(reader));
                command.Rows = rows;
                reader.NextResult();
            }
        }

        foreach (var command in sent)
            command.IsSent = true;
    }

    private static object?[] Read(NpgsqlDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetFieldType(i) == typeof(string) ? reader.GetFieldValue<byte[]>(i) : reader.GetValue(i);
        return row;
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
