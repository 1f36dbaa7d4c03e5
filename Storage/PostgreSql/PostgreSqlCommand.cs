using Npgsql;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>A statement on its way, and its answer once it has been sent.</summary>
internal sealed class PostgreSqlCommand(string sql, bool returnsRows)
{
    public NpgsqlBatchCommand Batch { get; } = new(sql);

    /// <summary>True when the server answers with rows, be there none.</summary>
    public bool ReturnsRows => returnsRows;

    /// <summary>Numbers, booleans, and texts and blobs as bytes; null before the answer.</summary>
    public List<object?[]>? Rows { get; set; }

    /// <summary>True when the answer is there.</summary>
    public bool IsSent { get; set; }

    /// <summary>How many rows it changed.</summary>
    public int Changed => (int)Batch.RecordsAffected;
}
