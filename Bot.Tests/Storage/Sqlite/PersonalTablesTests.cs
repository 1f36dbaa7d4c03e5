using System.Reflection;
using System.Text.RegularExpressions;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>A table that is added for something of a person's must be known to what erases a person.</summary>
public sealed class PersonalTablesTests
{
    private const string SelectPersonal =
        "SELECT DISTINCT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name IN ('person_id', 'conversation_id', 'handoff_id') WHERE t.type = 'table' ORDER BY t.name";

    [Fact]
    public async Task Erasure_OfAPerson_KnowsEveryTableWithIdsOfPeople()
    {
        using var directory = new TemporaryDirectory();
        using var database = new SqliteDatabase(Options.Create(new StorageOptions { ConnectionString = $"Data Source={directory.File("a.db")}" }));
        var tables = await database.ReadAsync(session =>
        {
            using var rows = session.Use(SelectPersonal);
            var names = new List<string>();
            while (rows.Step())
                names.Add(rows.GetString(0));
            return names;
        });

        var written = typeof(SqlErasure).GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue() as string ?? "")
            .SelectMany(statement => Regex.Matches(statement, @"^(?:DELETE FROM|UPDATE) (\w+)").Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(tables.Count > 10, string.Join(' ', tables));
        Assert.Empty(tables.Except(written));
    }
}
