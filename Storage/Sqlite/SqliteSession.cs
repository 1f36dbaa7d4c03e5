using AssistantBot.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AssistantBot.Storage.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly sqlite3 _connection;

    // Statements are constants of the code, so identity is enough and no text is hashed on the hot path.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    /// <param name="path">The file.</param>
    /// <param name="readOnly">True when nothing may be written.</param>
    /// <param name="files">The file system, by name; null for SQLite's own.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public SqliteSession(string path, bool readOnly, string? files = null)
    {
        var flags = (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE) | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out _connection, flags, files);
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteErrors.Create(_connection, code);
            _connection.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(_connection, 0);
        raw.sqlite3_busy_timeout(_connection, 5000);
    }

    public override bool InTransaction => raw.sqlite3_get_autocommit(_connection) == 0;

    /// <summary>True: within a savepoint SQLite copies every page before it changes it, for what hardly ever happens.</summary>
    public override bool TriesWithoutMarks => true;

    /// <summary>A statement by its constant text, prepared once. Dispose it after use.</summary>
    public override SqlStatement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new SqliteStatement(_connection, Plain(sql)));
        return statement;
    }

    /// <summary>Runs a script.</summary>
    public void Execute(string script) => SqliteErrors.Check(_connection, raw.sqlite3_exec(_connection, script));

    /// <summary>The first column of the first row, or null. For one-off questions; the statement is not kept.</summary>
    public string? Ask(string sql)
    {
        var statement = new SqliteStatement(_connection, sql);
        try
        {
            return statement.Step() ? statement.GetStringOrNull(0) : null;
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Copies the whole database as it stands now; writers go on meanwhile.</summary>
    public void CopyTo(SqliteSession target)
    {
        using var copy = raw.sqlite3_backup_init(target._connection, "main", _connection, "main")
            ?? throw SqliteErrors.Create(target._connection, raw.sqlite3_errcode(target._connection));
        var code = raw.sqlite3_backup_step(copy, -1);
        if (code != raw.SQLITE_DONE)
            throw SqliteErrors.Create(target._connection, code);
        SqliteErrors.Check(target._connection, raw.sqlite3_backup_finish(copy));
    }

    public override void Begin(bool interleaved) => Step("BEGIN IMMEDIATE");

    public override void Commit() => Step("COMMIT");

    public override void RollBack()
    {
        try
        {
            if (InTransaction)
                Step("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The next BEGIN fails with the reason, and its units are told.
        }
    }

    public override void Mark() => Step("SAVEPOINT unit");

    public override void RollBackToMark()
    {
        Step("ROLLBACK TO unit");
        Step("RELEASE unit");
    }

    public override void Release() => Step("RELEASE unit");

    public override bool IsUnavailable(Exception failure) =>
        failure is SqliteException broken && (!InTransaction || SqliteErrors.IsUnavailable(broken));

    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Close();
        _connection.Dispose();
    }

    // One process writes, so that the marks for locks mean nothing here.
    private static string Plain(string sql) => sql.Contains('{', StringComparison.Ordinal)
        ? sql.Replace("{for update}", "", StringComparison.Ordinal).Replace("{for share}", "", StringComparison.Ordinal).Replace("{returning id}", "", StringComparison.Ordinal)
            .Replace("{no session of node}", "TRUE", StringComparison.Ordinal)
        : sql;

    private void Step(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }
}
