using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>What the product itself has counted: sends that were under way when their process ended, or whose answer nobody got.</summary>
internal static class CutOffSends
{
    private const string Select = "SELECT i.activity_id, o.ambiguous FROM outbox o JOIN inbox i ON i.id = o.inbox_id WHERE o.ambiguous > 0";

    /// <summary>Reads the database of a product that is down.</summary>
    /// <returns>How many by the message that was being answered.</returns>
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(string connectionString, bool isPostgreSql)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        if (isPostgreSql)
            services.AddPostgreSqlStorage();
        else
            services.AddSqliteStorage();
        services.Configure<StorageOptions>(storage => storage.ConnectionString = connectionString);
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<SqlDatabase>().ReadAsync(session =>
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            using var row = session.Use(Select);
            while (row.Step())
                counts[row.GetString(0)] = counts.GetValueOrDefault(row.GetString(0)) + row.GetInt32(1);
            return counts;
        });
    }
}
