using System.Diagnostics;
using System.Net;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary><c>outage</c>: the product under load while its PostgreSQL is stopped, frozen, or behind a network that swallows everything.</summary>
internal static class OutageCommand
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SlowestRefusal = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SlowestReconnect = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 200,
            // Enough that a refusal that takes its two seconds leaves the rate as it is.
            Conversations = 400,
            Duration = TimeSpan.FromSeconds(60),
        });
        var kind = given.GetValueOrDefault("--kind", "stopped");
        var folder = Directory.CreateTempSubdirectory("assistantbot-outage-").FullName;
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        await using var server = await ThrowawayPostgres.StartAsync();
        await using var proxy = BlackHoleProxy.Before(new IPEndPoint(IPAddress.Loopback, server.Port));
        (Func<Task> Disturb, Func<Task> Repair) trouble = kind switch
        {
            "stopped" => (server.StopAsync, server.StartAgainAsync),
            "paused" => (server.FreezeAsync, server.ThawAsync),
            "black-hole" => (() => Run(proxy.Swallow), () => Run(proxy.Forward)),
            _ => throw new FormatException($"--kind {kind}: stopped, paused or black-hole."),
        };
        try
        {
            await using var bot = await BotProcess.StartProductAsync(
                Path.GetFullPath(given["--program"]), folder, options.Bot,
                ["--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", server.ConnectionString(kind == "black-hole" ? proxy.Port : null)]);
            using var clients = new ChannelClients(options, ledger, connector.ServiceUrl, [options.Bot], TimeSpan.FromSeconds(20));
            using var enough = new CancellationTokenSource();
            var load = clients.RunAsync(enough.Token);
            await Task.Delay(Before);
            await trouble.Disturb();
            var downAt = Stopwatch.GetTimestamp();
            await Task.Delay(options.Duration);
            var repairing = Stopwatch.GetTimestamp();
            await trouble.Repair();
            var upAt = Stopwatch.GetTimestamp();
            await WaitAsync(() => clients.Attempts.Any(attempt => attempt.IsAcknowledged && attempt.EndedAt >= upAt));
            await Task.Delay(After);
            await enough.CancelAsync();
            await load;
            await clients.DrainAsync(Patience);
            return Report(options, kind, ledger, clients, bot.HasEnded, downAt, repairing, upAt);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(LoadOptions options, string kind, Ledger ledger, ChannelClients clients, bool hasEnded, long downAt, long repairing, long upAt)
    {
        var during = clients.Attempts.Where(attempt => attempt.At >= downAt && attempt.At < repairing).ToList();
        var refused = during.FindAll(attempt => attempt.Status == 503);
        var slowest = refused.Select(attempt => attempt.Took).DefaultIfEmpty().Max();
        var back = clients.Attempts.Where(attempt => attempt.IsAcknowledged && attempt.EndedAt >= upAt).Select(attempt => attempt.EndedAt).DefaultIfEmpty(long.MaxValue).Min();
        var reconnect = back == long.MaxValue ? Patience : Stopwatch.GetElapsedTime(upAt, back);
        var lost = ledger.Lost().Count;
        var taken = during.Count(attempt => attempt.IsAcknowledged && attempt.EndedAt < repairing);
        var unanswered = clients.Attempts.Count(attempt => attempt.Status == 0);
        var others = during.Count(attempt => attempt.Status is not (0 or 503) && !attempt.IsAcknowledged);
        var silent = refused.Count(attempt => !attempt.SaysWhen);
        var limits = new Limits()
            .Keep(refused.Count > 0, "messages are refused while the database is away")
            .Keep(slowest <= SlowestRefusal, "503 within 2 s")
            .Keep(silent == 0, "503 says when to come again")
            .Keep(unanswered == 0 && others == 0, "every post is answered, with 503 while the database is away")
            .Keep(taken == 0, "nothing is acknowledged without the database")
            .Keep(reconnect <= SlowestReconnect, "messages are taken 5 s after the database is back")
            .Keep(lost == 0, "nothing acknowledged is lost")
            .Keep(ledger.Inversions == 0, "answers are in order")
            .Keep(!hasEnded, "the process goes on");
        Console.WriteLine(LoadReport.Write(new
        {
            Kind = kind,
            Seconds = Math.Round(Stopwatch.GetElapsedTime(downAt, repairing).TotalSeconds),
            options.Rate,
            options.Conversations,
            Posts = clients.Posts,
            PostsMeanwhile = during.Count,
            RefusedMeanwhile = refused.Count,
            Refused_503P50Ms = Percentile(refused, 0.5),
            Refused_503P99Ms = Percentile(refused, 0.99),
            Slowest_503Ms = Math.Round(slowest.TotalMilliseconds),
            AcknowledgedMeanwhile = taken,
            Unanswered = unanswered,
            OtherAnswers = others,
            ReconnectMs = Math.Round(reconnect.TotalMilliseconds),
            ledger.Acknowledged,
            ledger.Answered,
            Lost = lost,
            ledger.Duplicates,
            ledger.Inversions,
            Restarts = hasEnded ? 1 : 0,
            limits.Broken,
        }));
        return limits.ExitCode;
    }

    private static double Percentile(List<Attempt> attempts, double part) =>
        attempts.Count == 0 ? 0 : Math.Round(attempts.Select(attempt => attempt.Took.TotalMilliseconds).Order().ElementAt((int)(attempts.Count * part)));

    private static async Task WaitAsync(Func<bool> happened)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !happened();)
            await Task.Delay(100);
    }

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
