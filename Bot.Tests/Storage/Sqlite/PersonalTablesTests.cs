using System.Reflection;
using System.Text.RegularExpressions;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>A table that is added for something of a person's must be known to what erases, exports and sweeps.</summary>
public sealed class PersonalTablesTests
{
    private const string SelectPersonal =
        "SELECT DISTINCT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name IN ('person_id', 'conversation_id', 'handoff_id') WHERE t.type = 'table' ORDER BY t.name";

    [Fact]
    public void Erasure_OfAPerson_KnowsEveryTableWithIdsOfPeople() =>
        Assert.Empty(Personal().Except(Named(typeof(SqlErasure), @"^(?:DELETE FROM|UPDATE) (\w+)")));

    [Fact]
    public void Export_OfAPerson_KnowsEveryTableWithIdsOfPeople()
    {
        // Requests are read with the traces. Other names of a conversation say nothing of a person; a model's answer is kept while its turn runs.
        string[] elsewhere = ["handoffs", "conversation_aliases", "model_results"];
        Assert.Empty(Personal().Except(Named(typeof(SqlPersonExport), @"\b(?:FROM|JOIN) (\w+)")).Except(elsewhere));
    }

    [Fact]
    public void Retention_KnowsEveryTableWithIdsOfPeople()
    {
        // A timer keeps its conversation until it is due. Handoffs go as an erasure takes them, counters by days.
        string[] elsewhere = ["timers", "handoffs", "handoff_events", "model_usage"];
        Assert.Empty(Personal().Except(Named(typeof(SqlRetention), @"^DELETE FROM (\w+)")).Except(elsewhere));
    }

    private static IEnumerable<string> Named(Type type, string statement) =>
        type.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue() as string ?? "")
            .SelectMany(sql => Regex.Matches(sql, statement).Select(match => match.Groups[1].Value));

    private static List<string> Personal()
    {
        using var directory = new TemporaryDirectory();
        using var database = new SqliteDatabase(Options.Create(new StorageOptions { ConnectionString = $"Data Source={directory.File("a.db")}" }));
        var tables = database.Read(session =>
        {
            using var rows = session.Use(SelectPersonal);
            var names = new List<string>();
            while (rows.Step())
                names.Add(rows.GetString(0));
            return names;
        });
        Assert.True(tables.Count > 10, string.Join(' ', tables));
        return tables;
    }
}
