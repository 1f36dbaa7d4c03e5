using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;
using Npgsql;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// <c>pause</c>: one of several nodes is stopped in the middle of its turns, for so long that the others have taken everything over, and wakes.
/// </summary>
internal static class PauseCommand
{
    private const string RunAgain = "SELECT count(*) FROM inbox WHERE attempts > 1";

    // A turn that was written twice has said the same twice.
    private const string SaidTwice =
        "SELECT COALESCE(sum(times - 1), 0)::bigint FROM (SELECT count(*) AS times FROM outbox WHERE operation = 0 GROUP BY inbox_id, activity::json->>'text') AS said";

    // What people must have seen, each once: what reached the connector beyond it was sent twice.
    private const string Replies =
        "SELECT count(*) FROM outbox WHERE operation = 0 AND status = 2 AND activity::json->>'type' = 'message' AND activity::json->>'replyToId' IS NOT NULL";

    private const string Ambiguous = "SELECT COALESCE(sum(ambiguous), 0)::bigint FROM outbox";
    private const string Unfinished = "SELECT (SELECT count(*) FROM inbox WHERE status <> 2) + (SELECT count(*) FROM outbox WHERE status <> 2)";
    private const string Handled = "SELECT activity_id FROM inbox WHERE status = 2 AND EXISTS (SELECT 1 FROM outbox WHERE inbox_id = inbox.id AND outbox.status = 2)";

    private static readonly TimeSpan Around = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(10);
    private static readonly string[] Budgets = ["CallsPerPerson", "TokensPerPerson", "CallsPerSite", "TokensPerSite", "CallsPerDay", "TokensPerDay"];

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            // Questions, each with two calls of the model and a streamed answer: more than three nodes, database and model on two cores can do
            // would be a queue that grows, and would tell nothing of the take-over.
            Rate = 30,
            Conversations = 150,
            Duration = TimeSpan.FromSeconds(90),
            Text = "Combien de jours de congé me reste-t-il cette année ?",
        });
        var count = int.Parse(given.GetValueOrDefault("--nodes", "3"), CultureInfo.InvariantCulture);
        var ledger = new Ledger();
        // Turns take a second, so that the node is stopped within many.
        await using var model = await ModelStandIn.StartAsync(TimeSpan.FromSeconds(1));
        await using var connector = LoopbackConnector.Start(ledger);
        await using var server = await ThrowawayPostgres.StartAsync();
        await using var nodes = await NodeGroup.StartAsync(
            given["--program"], server.ConnectionString(), count,
            [
                "--Model:Provider", "OpenAI", "--Model:Endpoint", model.Endpoint, "--Model:Name", "stand-in", "--Model:ApiKey", "none",
                "--Model:MaxConcurrentCalls", "1000", .. Budgets.SelectMany(name => new[] { $"--Model:Budget:{name}", "1000000000000" }),
            ]);
        using var clients = new ChannelClients(options, ledger, connector.ServiceUrl, nodes.Addresses, TimeSpan.FromSeconds(2.5));
        using var enough = new CancellationTokenSource();
        var load = clients.RunAsync(enough.Token);
        await Task.Delay(Around);
        var stoppedAt = Stopwatch.GetTimestamp();
        nodes[0].Signal("STOP");
        await Task.Delay(options.Duration);
        nodes[0].Signal("CONT");
        var wokenAt = Stopwatch.GetTimestamp();
        await Task.Delay(Around);
        await enough.CancelAsync();
        await load;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && await AskAsync(server, Unfinished) > 0;)
            await Task.Delay(500);
        var (again, twice, ambiguous) = (await AskAsync(server, RunAgain), await AskAsync(server, SaidTwice), await AskAsync(server, Ambiguous));
        var unfinished = await AskAsync(server, Unfinished);
        var seenTwice = ledger.Answered + ledger.Duplicates - await AskAsync(server, Replies);
        var handled = await HandledAsync(server);
        var lost = ledger.Messages.Count(message => message.AcknowledgedAfter is not null && !handled.Contains(string.Create(CultureInfo.InvariantCulture, $"{message.Conversation}-{message.Sequence}")));
        var worksAgain = clients.Attempts.Any(attempt => attempt.Node == 0 && attempt.IsAcknowledged && attempt.At > wokenAt);
        var slowest = ledger.Messages.Where(message => message.PostedAt < wokenAt && message.PostedAt >= stoppedAt - (3 * Stopwatch.Frequency))
            .Select(message => message.AnsweredAfter ?? Patience).DefaultIfEmpty().Max();
        var limits = new Limits()
            .Keep(again > 0, "the node was stopped within turns")
            .Keep(twice == 0, "no turn is written twice")
            .Keep(lost == 0 && unfinished == 0, "nothing acknowledged is lost")
            .Keep(seenTwice <= ambiguous, "what is seen twice is counted")
            .Keep(ledger.Inversions == 0, "answers are in order")
            .Keep(slowest <= TakenOver, "everybody is answered within 10 s")
            .Keep(worksAgain && !nodes[0].HasEnded, "the node takes part again");
        Console.WriteLine(LoadReport.Write(new
        {
            Nodes = count,
            PausedSeconds = Math.Round(options.Duration.TotalSeconds),
            options.Rate,
            options.Conversations,
            clients.Posts,
            clients.Refused,
            ledger.Acknowledged,
            ledger.Answered,
            ModelCalls = model.Calls,
            TurnsRunAgain = again,
            TurnsWrittenTwice = twice,
            Lost = lost,
            Unfinished = unfinished,
            SendsSeenTwice = seenTwice,
            SendsCountedAmbiguous = ambiguous,
            ledger.Inversions,
            SlowestAnswerMeanwhileMs = Math.Round(slowest.TotalMilliseconds),
            WorksAgain = worksAgain,
            limits.Broken,
        }));
        return limits.ExitCode;
    }

    private static async Task<HashSet<string>> HandledAsync(ThrowawayPostgres server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Handled, connection);
        await using var row = await command.ExecuteReaderAsync();
        var handled = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync())
            handled.Add(row.GetString(0));
        return handled;
    }

    private static async Task<long> AskAsync(ThrowawayPostgres server, string question)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(question, connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
