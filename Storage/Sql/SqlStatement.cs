namespace AssistantBot.Storage.Sql;

/// <summary>
/// A statement, bound by position from 1 and read by column from 0. Disposing makes it ready for the next use. Every parameter is bound
/// anew for each use.
/// </summary>
/// <remarks>
/// Texts are the subset that SQLite and PostgreSQL share, with <c>?1</c> for parameters. Marks stand for what only PostgreSQL needs:
/// <c>{for update}</c>, <c>{for share}</c>, <c>{returning id}</c>, and <c>{no session of node}</c> for "the process that <c>node</c> names has ended".
/// </remarks>
internal abstract class SqlStatement : IDisposable
{
    public abstract SqlStatement Bind(int index, long? value);

    public abstract SqlStatement Bind(int index, string? value);

    /// <summary>Binds text given as UTF-8.</summary>
    public abstract SqlStatement Bind(int index, byte[]? utf8);

    public abstract SqlStatement BindBlob(int index, byte[] value);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public abstract bool Step();

    /// <summary>Runs a statement that returns nothing.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract int Run();

    /// <summary>Runs a statement whose outcome nobody asks for, at the latest before the unit ends; a failure is the unit's.</summary>
    public abstract void Post();

    /// <summary>
    /// Runs the statement at the latest when its session's next round trip is awaited, together with what others have to ask, and disposes
    /// of it.
    /// </summary>
    /// <param name="read">Reads the answer.</param>
    /// <returns>Gives the answer, after the round trip.</returns>
    public abstract Func<T> Ask<T>(Func<SqlStatement, T> read);

    /// <summary>Runs an INSERT that ends with <c>{returning id}</c>.</summary>
    /// <returns>The new row's id, or null when nothing was inserted.</returns>
    public abstract long? Insert();

    public abstract bool IsNull(int column);

    public abstract long GetInt64(int column);

    public int GetInt32(int column) => (int)GetInt64(column);

    public abstract bool GetBoolean(int column);

    public abstract string GetString(int column);

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    /// <summary>A text as UTF-8, or a blob.</summary>
    public abstract byte[] GetBytes(int column);

    public byte[]? GetBytesOrNull(int column) => IsNull(column) ? null : GetBytes(column);

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public abstract ReadOnlySpan<byte> GetSpan(int column);

    public abstract void Dispose();
}
