using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AssistantBot.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into exceptions.</summary>
internal static class SqliteErrors
{
    public static void Check(sqlite3 connection, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw Create(connection, code);
    }

    public static SqliteException Create(sqlite3 connection, int code) =>
        new($"SQLite: {raw.sqlite3_errmsg(connection).utf8_to_string()}", code, raw.sqlite3_extended_errcode(connection));

    /// <summary>True for what is wrong with disk or file rather than with the statement.</summary>
    public static bool IsUnavailable(SqliteException failure) =>
        failure.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY
            or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PROTOCOL;
}
