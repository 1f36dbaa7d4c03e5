using System.Security.Cryptography;
using AssistantBot.Storage.Sql;

namespace AssistantBot.Storage.Sqlite;

/// <summary>The one process that has the file.</summary>
internal sealed class SqliteNode : SqlNode
{
    public override long Session { get; } = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public override long Partitions => -1;
}
