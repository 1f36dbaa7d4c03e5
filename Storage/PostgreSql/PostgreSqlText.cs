using System.Text.RegularExpressions;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>A text of the stores in PostgreSQL's words.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="ReturnsRows">True when it has a result.</param>
internal sealed partial record PostgreSqlText(string Sql, bool ReturnsRows)
{
    /// <summary>Translates a shared text.</summary>
    public static PostgreSqlText Of(string shared)
    {
        var sql = Parameter().Replace(shared, "$$$1")
            .Replace("{for update}", "FOR UPDATE", StringComparison.Ordinal)
            .Replace("{for share}", "FOR SHARE", StringComparison.Ordinal)
            .Replace("{returning id}", "RETURNING id", StringComparison.Ordinal)
            .Replace("{no session of node}", PostgreSqlLocks.NoSession, StringComparison.Ordinal);
        var returnsRows = sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("WITH", StringComparison.OrdinalIgnoreCase)
            || sql.Contains("RETURNING", StringComparison.Ordinal);
        return new(sql, returnsRows);
    }

    [GeneratedRegex(@"\?(\d+)")]
    private static partial Regex Parameter();
}
