using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;
using AssistantBot.Storage.Migrations;
using AssistantBot.Storage.PostgreSql;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// <c>rolling</c>: nodes under load are stopped and started in turn, after a newer program has changed the schema under all of them.
/// </summary>
internal static class RollingCommand
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SlowestStop = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions { Rate = 200, Conversations = 400 });
        var count = int.Parse(given.GetValueOrDefault("--nodes", "3"), CultureInfo.InvariantCulture);
        var sockets = int.Parse(given.GetValueOrDefault("--sockets", "150"), CultureInfo.InvariantCulture);
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        await using var server = await ThrowawayPostgres.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(given["--program"], server.ConnectionString(), count, WebChatClient.Settings);
        using var clients = new ChannelClients(options, ledger, connector.ServiceUrl, nodes.Addresses, TimeSpan.FromSeconds(10));
        using var crowd = new WebChatCrowd();
        using var enough = new CancellationTokenSource();
        // One in ten messages is a web chat's.
        await crowd.StartAsync(sockets, Math.Max(1, options.Rate / 10.0), () => nodes.Addresses[Random.Shared.Next(count)]);
        var load = clients.RunAsync(enough.Token);
        await Task.Delay(Between);
        Upgrade(server.ConnectionString());
        await Task.Delay(Between);
        var stops = new List<TimeSpan>();
        for (var node = 0; node < count; node++)
        {
            var at = Stopwatch.GetTimestamp();
            nodes[node].Signal("TERM");
            await nodes[node].WaitForExitAsync().WaitAsync(Patience);
            stops.Add(Stopwatch.GetElapsedTime(at));
            await nodes.StartAgainAsync(node);
            await Task.Delay(Between);
        }

        await enough.CancelAsync();
        await load;
        await clients.DrainAsync(Patience);
        await crowd.EndAsync(Patience);
        var lost = ledger.Lost().Count;
        var refused = Math.Round(100.0 * clients.Refused / Math.Max(1, clients.Posts), 3);
        var told = crowd.Clients.Sum(client => client.ToldToReconnect);
        var cutOff = crowd.Clients.Sum(client => client.CutOff);
        var limits = new Limits()
            .Keep(ledger.Acknowledged > 0, "there was something to lose")
            .Keep(lost == 0 && crowd.Unanswered == 0, "nothing acknowledged is lost")
            .Keep(ledger.Inversions == 0 && crowd.Disordered == 0, "answers are in order")
            .Keep(ledger.Duplicates == 0 && crowd.Repeated == 0, "nothing comes twice")
            .Keep(crowd.Gaps == 0, "every activity of a web chat comes")
            .Keep(refused <= 1, "one post in a hundred is refused at most")
            .Keep(told > 0 && cutOff == 0, "sockets are told to come back")
            .Keep(stops.Max() <= SlowestStop, "a node stops within 30 s");
        Console.WriteLine(LoadReport.Write(new
        {
            Nodes = count,
            options.Rate,
            options.Conversations,
            Sockets = sockets,
            NewerSchema = true,
            StopSeconds = stops.Select(stop => Math.Round(stop.TotalSeconds, 1)),
            clients.Posts,
            RefusedByOneNode = clients.Attempts.Count(attempt => !attempt.IsAcknowledged),
            RefusedByBoth = clients.Refused,
            RefusedPercent = refused,
            ledger.Acknowledged,
            WebChatAcknowledged = crowd.Clients.Sum(client => client.Acknowledged),
            Lost = lost,
            WebChatUnanswered = crowd.Unanswered,
            ledger.Duplicates,
            ledger.Inversions,
            SocketsToldToReconnect = told,
            SocketsCutOff = cutOff,
            WebChatGaps = crowd.Gaps,
            WebChatDuplicates = crowd.Repeated,
            SlowestAckMs = Math.Round(clients.Attempts.Where(attempt => attempt.IsAcknowledged).Max(attempt => attempt.Took.TotalMilliseconds)),
            limits.Broken,
        }));
        return limits.ExitCode;
    }

    // What a program of tomorrow does at its start: it adds, and says that programs of today may go on.
    private static void Upgrade(string connectionString)
    {
        var today = MigrationScript.Of("PostgreSql");
        var known = today[^1].Version;
        using var connection = new PostgreSqlConnections(connectionString).Open();
        PostgreSqlMigrations.Apply(connection, [.. today, new(known + 10, string.Create(CultureInfo.InvariantCulture, $"""
            -- Readable from: {known:0000}
            ALTER TABLE inbox ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';
            ALTER TABLE outbox ADD COLUMN mood TEXT;
            ALTER TABLE conversations ADD COLUMN mood TEXT;
            CREATE TABLE moods (name TEXT PRIMARY KEY);
            """))]);
    }
}
