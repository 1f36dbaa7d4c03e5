using System.Diagnostics;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary><c>storm</c>: the connector answers every reply with 429 for minutes, while people go on writing.</summary>
internal static class StormCommand
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Delivered = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 20,
            Conversations = 200,
            Duration = TimeSpan.FromMinutes(10),
        });
        var folder = Directory.CreateTempSubdirectory("assistantbot-storm-").FullName;
        var ledger = new Ledger();
        await using var connector = await StormConnector.StartAsync(ledger);
        try
        {
            await using var bot = await BotProcess.StartProductAsync(Path.GetFullPath(given["--program"]), folder, options.Bot, []);
            using var clients = new ChannelClients(options, ledger, connector.ServiceUrl, [options.Bot], TimeSpan.FromSeconds(20));
            using var enough = new CancellationTokenSource();
            var load = clients.RunAsync(enough.Token);
            await Task.Delay(Around);
            connector.Storms = true;
            await Task.Delay(options.Duration);
            var answeredInTime = ledger.Answered;
            var owed = ledger.Lost().Count;
            connector.Storms = false;
            var endsAt = Stopwatch.GetTimestamp();
            // What people write from now on is answered at once or in its turn; the backlog is what was owed.
            await enough.CancelAsync();
            await load;
            await clients.DrainAsync(Patience);
            var took = Stopwatch.GetElapsedTime(endsAt);
            var lost = ledger.Lost().Count;
            var limits = new Limits()
                .Keep(owed > 0 && connector.Refused > 0, "there was something to lose")
                .Keep(lost == 0, "nothing acknowledged is lost")
                .Keep(took <= Delivered, "everything is delivered a minute after the storm")
                .Keep(ledger.Duplicates == 0, "nothing comes twice")
                .Keep(ledger.Inversions == 0, "answers are in order")
                .Keep(connector.Early == 0, "the time to come again is waited for")
                .Keep(connector.Crowded == 0, "one request of a conversation at a time")
                .Keep(clients.Refused == 0, "messages are taken meanwhile");
            Console.WriteLine(LoadReport.Write(new
            {
                Seconds = Math.Round(options.Duration.TotalSeconds),
                options.Rate,
                options.Conversations,
                ledger.Acknowledged,
                RefusedPosts = clients.Refused,
                RefusedSends = connector.Refused,
                SendsTooEarly = connector.Early,
                SendsBesideAnother = connector.Crowded,
                AnsweredBeforeItsEnd = answeredInTime,
                OwedAtItsEnd = owed,
                DeliveredAfterSeconds = Math.Round(took.TotalSeconds, 1),
                Lost = lost,
                ledger.Duplicates,
                ledger.Inversions,
                limits.Broken,
            }));
            return limits.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
