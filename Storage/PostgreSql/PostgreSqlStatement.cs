using System.Text;
using AssistantBot.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>A statement of a session. Its rows are read whole when it runs, so that others may run while they are looked at.</summary>
internal sealed class PostgreSqlStatement(PostgreSqlSession session, PostgreSqlText text) : SqlStatement
{
    private static readonly byte[] Replacement = "\uFFFD"u8.ToArray();

    private readonly List<NpgsqlParameter?> _parameters = [];
    private PostgreSqlCommand? _command;
    private int _position;

    private object?[] Row => _command!.Rows![_position - 1];

    public override SqlStatement Bind(int index, long? value) =>
        Bind(index, value is { } number ? new NpgsqlParameter<long> { TypedValue = number } : Null(NpgsqlDbType.Bigint));

    public override SqlStatement Bind(int index, string? value) => Bind(index, value is null ? null : Encoding.UTF8.GetBytes(value));

    public override SqlStatement Bind(int index, byte[]? utf8) =>
        Bind(index, utf8 is null ? Null(NpgsqlDbType.Text) : new NpgsqlParameter<byte[]> { TypedValue = WithoutNul(utf8), NpgsqlDbType = NpgsqlDbType.Text });

    public override SqlStatement BindBlob(int index, byte[] value) =>
        Bind(index, new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });

    public override bool Step()
    {
        EnsureRun();
        return ++_position <= _command!.Rows!.Count;
    }

    public override int Run()
    {
        EnsureRun();
        return _command!.Changed;
    }

    public override Func<T> Ask<T>(Func<SqlStatement, T> read)
    {
        session.Post(_command = Take());
        return () => read(this);
    }

    public override void Post() => session.Post(Take());

    public override long? Insert() => Step() ? GetInt64(0) : null;

    public override bool IsNull(int column) => Row[column] is null;

    public override long GetInt64(int column) => Row[column] switch
    {
        long value => value,
        int value => value,
        var other => throw new InvalidCastException($"Column {column} is no number but {other?.GetType().Name ?? "NULL"}."),
    };

    public override bool GetBoolean(int column) => Row[column] is bool value ? value : GetInt64(column) != 0;

    public override string GetString(int column) => Encoding.UTF8.GetString(GetBytes(column));

    public override byte[] GetBytes(int column) => (byte[])Row[column]!;

    public override ReadOnlySpan<byte> GetSpan(int column) => GetBytes(column);

    public override void Dispose()
    {
    }

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };

    // PostgreSQL refuses U+0000 in texts; a name may come with one.
    private static byte[] WithoutNul(byte[] utf8)
    {
        if (!utf8.AsSpan().Contains((byte)0))
            return utf8;
        var clean = new List<byte>(utf8.Length + Replacement.Length);
        foreach (var each in utf8)
        {
            if (each == 0)
                clean.AddRange(Replacement);
            else
                clean.Add(each);
        }

        return [.. clean];
    }

    private PostgreSqlStatement Bind(int index, NpgsqlParameter parameter)
    {
        while (_parameters.Count < index)
            _parameters.Add(null);
        _parameters[index - 1] = parameter;
        return this;
    }

    private void EnsureRun()
    {
        if (_command is null)
            session.Execute(_command = Take());
        else if (!_command.IsSent)
            session.Send();
    }

    private PostgreSqlCommand Take()
    {
        var command = new PostgreSqlCommand(text.Sql, text.ReturnsRows);
        foreach (var parameter in _parameters)
            command.Batch.Parameters.Add(parameter ?? throw new InvalidOperationException($"A parameter is not bound: {text.Sql}"));
        _parameters.Clear();
        return command;
    }
}
