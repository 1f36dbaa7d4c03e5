using System.Buffers;
using System.Text;
using AssistantBot.Storage.Sql;
using SQLitePCL;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// A prepared statement, bound by position from 1 and read by column from 0. Disposing resets it for the next use; text is UTF-8 both ways,
/// without a detour over strings where bytes are at hand.
/// </summary>
internal sealed class SqliteStatement : SqlStatement
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        SqliteErrors.Check(connection, raw.sqlite3_prepare_v2(connection, sql, out _statement));
    }

    public override SqlStatement Bind(int index, long? value)
    {
        if (value is not { } number)
            return BindNull(index);
        SqliteErrors.Check(_connection, raw.sqlite3_bind_int64(_statement, index, number));
        return this;
    }

    public override SqlStatement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (length <= 512)
        {
            Span<byte> small = stackalloc byte[length];
            return Bind(index, (ReadOnlySpan<byte>)small[..Encoding.UTF8.GetBytes(value, small)]);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Bind(index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override SqlStatement Bind(int index, byte[]? utf8) => utf8 is null ? BindNull(index) : Bind(index, utf8.AsSpan());

    private SqliteStatement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which SQLite would take for NULL.
        SqliteErrors.Check(_connection, utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, index, "") : raw.sqlite3_bind_text(_statement, index, utf8));
        return this;
    }

    public override SqlStatement BindBlob(int index, byte[] value)
    {
        SqliteErrors.Check(_connection, raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    private SqliteStatement BindNull(int index)
    {
        SqliteErrors.Check(_connection, raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public override bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        throw SqliteErrors.Create(_connection, code);
    }

    /// <summary>Runs a statement that returns nothing.</summary>
    /// <returns>How many rows it changed.</returns>
    public override int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_connection);
    }

    public override void Post() => Run();

    public override Func<T> Ask<T>(Func<SqlStatement, T> read)
    {
        using (this)
        {
            var answer = read(this);
            return () => answer;
        }
    }

    public override long? Insert() => Run() == 0 ? null : raw.sqlite3_last_insert_rowid(_connection);

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public override bool GetBoolean(int column) => GetInt64(column) != 0;

    public override string GetString(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public override byte[] GetBytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public override ReadOnlySpan<byte> GetSpan(int column) => raw.sqlite3_column_blob(_statement, column);

    public override void Dispose()
    {
        // The result repeats the error of the last step, which was thrown there.
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public void Close() => _statement.Dispose();
}
