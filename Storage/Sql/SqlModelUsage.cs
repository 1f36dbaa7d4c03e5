using System.Globalization;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Storage.Sql;

/// <summary>Counters of model use. Days gone by are swept away by the first call of a new one, and by the retention when no call is made any more.</summary>
internal sealed class SqlModelUsage(SqlDatabase database) : IModelUsageStore
{
    private const int DaysKept = 7;
    private const string Create =
        "INSERT INTO model_usage (day, scope, person_id, calls, tokens) VALUES (?1, ?2, ?3, 0, 0) ON CONFLICT (day, scope) DO NOTHING";

    private const string Add =
        "UPDATE model_usage SET calls = calls + ?6, tokens = tokens + ?3 WHERE day = ?1 AND scope = ?2 AND calls + ?6 <= ?4 AND tokens + ?3 <= ?5";

    private const string TakeBack = "UPDATE model_usage SET calls = calls - ?4, tokens = tokens - ?3 WHERE day = ?1 AND scope = ?2";

    private const string Correct =
        "UPDATE model_usage SET tokens = CASE WHEN tokens + ?3 < 0 THEN 0 ELSE tokens + ?3 END WHERE day = ?1 AND scope = ?2";

    private const string Select = "SELECT calls, tokens FROM model_usage WHERE day = ?1 AND scope = ?2";
    private const string DeletePast = "DELETE FROM model_usage WHERE day < ?1";

    public Task<bool> TryAddAsync(DateOnly day, IReadOnlyList<ModelUsageLimit> limits, int calls, long tokens, CancellationToken cancellationToken)
    {
        var today = Text(day);
        // The same order everywhere, so that two nodes never wait for each other.
        ModelUsageLimit[] ordered = [.. limits.OrderBy(limit => limit.Scope, StringComparer.Ordinal)];
        return database.WriteAsync(session =>
        {
            var created = false;
            for (var i = 0; i < ordered.Length; i++)
            {
                using (var create = session.Use(Create).Bind(1, today).Bind(2, ordered[i].Scope).Bind(3, ordered[i].PersonId))
                    created |= create.Run() > 0;
                using var add = session.Use(Add).Bind(1, today).Bind(2, ordered[i].Scope).Bind(3, tokens).Bind(4, ordered[i].Calls).Bind(5, ordered[i].Tokens).Bind(6, calls);
                if (add.Run() > 0)
                    continue;
                for (var counted = 0; counted < i; counted++)
                {
                    using var takeBack = session.Use(TakeBack).Bind(1, today).Bind(2, ordered[counted].Scope).Bind(3, tokens).Bind(4, calls);
                    takeBack.Post();
                }

                return false;
            }

            if (created)
                DeleteBefore(session, day);
            return true;
        }).WaitAsync(cancellationToken);
    }

    public Task CorrectAsync(DateOnly day, IReadOnlyList<string> scopes, long difference, CancellationToken cancellationToken)
    {
        var today = Text(day);
        string[] ordered = [.. scopes.Order(StringComparer.Ordinal)];
        return database.WriteAsync(session =>
        {
            foreach (var scope in ordered)
            {
                using var correct = session.Use(Correct).Bind(1, today).Bind(2, scope).Bind(3, difference);
                correct.Post();
            }

            return true;
        }).WaitAsync(cancellationToken);
    }

    public Task<ModelUsage> ReadAsync(DateOnly day, string scope, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            using var row = session.Use(Select).Bind(1, Text(day)).Bind(2, scope);
            return row.Step() ? new ModelUsage(row.GetInt64(0), row.GetInt64(1)) : ModelUsage.None;
        });

    /// <summary>Deletes what is no longer kept on a day.</summary>
    /// <returns>How many counters went.</returns>
    public static int DeleteBefore(SqlSession session, DateOnly day)
    {
        using var past = session.Use(DeletePast).Bind(1, Text(day.AddDays(-DaysKept)));
        return past.Run();
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
