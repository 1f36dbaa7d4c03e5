using System.Buffers;
using System.Text;
using AssistantBot.Storage.Sql;
using SQLitePCL;

namespace AssistantBot.Storage.Sqlite;

/// <summary>
/// A prepared statement, bound by position from 1 and read by column from 0. Disposing resets it for the next use; text is UTF-8 both ways,
/// without a detour over strings where bytes are at hand.
/// </summary>
internal sealed unsafe class SqliteStatement : SqlStatement
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _owned;
    private readonly nint _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        SqliteErrors.Check(connection, raw.sqlite3_prepare_v2(connection, sql, out _owned));
        _statement = _owned.DangerousGetHandle();
    }

    public override SqlStatement Bind(int index, long? value)
    {
        if (value is not { } number)
            return BindNull(index);
        SqliteErrors.Check(_connection, SqliteCalls.BindInt64(_statement, index, number));
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
        byte none = 0;
        fixed (byte* bytes = utf8)
            SqliteErrors.Check(_connection, SqliteCalls.BindText(_statement, index, bytes is null ? &none : bytes, utf8.Length, SqliteCalls.Copy));
        return this;
    }

    public override SqlStatement BindBlob(int index, byte[] value)
    {
        SqliteErrors.Check(_connection, raw.sqlite3_bind_blob(_owned, index, value));
        return this;
    }

    private SqliteStatement BindNull(int index)
    {
        SqliteErrors.Check(_connection, SqliteCalls.BindNull(_statement, index));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public override bool Step()
    {
        var code = SqliteCalls.Step(_statement);
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

        return SqliteCalls.Changes(_connection.DangerousGetHandle());
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

    public override long? Insert() => Run() == 0 ? null : SqliteCalls.LastInsertRowId(_connection.DangerousGetHandle());

    public override bool IsNull(int column) => SqliteCalls.ColumnType(_statement, column) == raw.SQLITE_NULL;

    public override long GetInt64(int column) => SqliteCalls.ColumnInt64(_statement, column);

    public override bool GetBoolean(int column) => GetInt64(column) != 0;

    public override string GetString(int column) => Encoding.UTF8.GetString(GetSpan(column));

    public override byte[] GetBytes(int column) => GetSpan(column).ToArray();

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public override ReadOnlySpan<byte> GetSpan(int column)
    {
        // In this order: asking for the bytes may move them.
        var bytes = SqliteCalls.ColumnBlob(_statement, column);
        return new ReadOnlySpan<byte>(bytes, SqliteCalls.ColumnBytes(_statement, column));
    }

    public override void Dispose()
    {
        // The result repeats the error of the last step, which was thrown there.
        _ = SqliteCalls.Reset(_statement);
        _ = SqliteCalls.ClearBindings(_statement);
    }

    public void Close() => _owned.Dispose();
}
