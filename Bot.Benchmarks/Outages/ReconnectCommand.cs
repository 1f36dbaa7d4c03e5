using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// <c>reconnect</c>: web chats under load whose sockets are dropped at random: cut, left half-open, and all at once with the process that is killed.
/// </summary>
internal static class ReconnectCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions { Rate = 100, Duration = TimeSpan.FromSeconds(90) });
        var count = int.Parse(given.GetValueOrDefault("--sockets", "1000"), CultureInfo.InvariantCulture);
        var kills = int.Parse(given.GetValueOrDefault("--kills", "2"), CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("assistantbot-reconnect-").FullName;
        var address = BotProcess.FreeAddress();
        Task<BotProcess> StartAsync() => BotProcess.StartProductAsync(Path.GetFullPath(given["--program"]), folder, address, [.. WebChatClient.Settings, "--Channels:BotService", "false"]);
        var bot = await StartAsync();
        try
        {
            using var crowd = new WebChatCrowd();
            await crowd.StartAsync(count, options.Rate, () => address);
            var random = new Random(20261130);
            var (cut, vanished, killed) = (0, 0, 0);
            var restarts = new List<TimeSpan>();
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < options.Duration;)
            {
                await ticks.WaitForNextTickAsync();
                // Each second one in fifty.
                for (var i = 0; i < Math.Max(1, count / 500); i++)
                {
                    var client = crowd.Clients[random.Next(count)];
                    if (random.Next(2) == 0)
                    {
                        client.Cut();
                        cut++;
                    }
                    else
                    {
                        client.Vanish();
                        vanished++;
                    }
                }

                if (killed < kills && clock.Elapsed > options.Duration * ((killed + 1.0) / (kills + 1)))
                {
                    killed++;
                    var at = Stopwatch.GetTimestamp();
                    bot.Kill();
                    await bot.DisposeAsync();
                    bot = await StartAsync();
                    restarts.Add(Stopwatch.GetElapsedTime(at));
                }
            }

            await crowd.EndAsync(Patience);
            var resumed = crowd.Clients.SelectMany(client => client.Resumed).ToList();
            var limits = new Limits()
                .Keep(crowd.Clients.Sum(client => client.Acknowledged) > 0 && resumed.Count >= count, "there was something to lose")
                .Keep(crowd.Gaps == 0, "every activity comes")
                .Keep(crowd.Repeated == 0, "no activity comes twice")
                .Keep(crowd.Disordered == 0, "activities come in order")
                .Keep(crowd.Unanswered == 0, "everything acknowledged is answered");
            Console.WriteLine(LoadReport.Write(new
            {
                Sockets = count,
                Seconds = Math.Round(options.Duration.TotalSeconds),
                options.Rate,
                Cut = cut,
                HalfOpen = vanished,
                ServerKills = killed,
                SlowestStartSeconds = Math.Round(restarts.DefaultIfEmpty().Max().TotalSeconds, 1),
                Resumed = resumed.Count,
                ResumeP50Ms = WebChatCrowd.Percentile(resumed, 0.5),
                ResumeP99Ms = WebChatCrowd.Percentile(resumed, 0.99),
                Acknowledged = crowd.Clients.Sum(client => client.Acknowledged),
                Activities = crowd.Stored,
                crowd.Gaps,
                Duplicates = crowd.Repeated,
                crowd.Disordered,
                crowd.Unanswered,
                VisibleP50Ms = WebChatCrowd.Percentile(crowd.Clients.SelectMany(client => client.AnsweredAfter), 0.5),
                VisibleP99Ms = WebChatCrowd.Percentile(crowd.Clients.SelectMany(client => client.AnsweredAfter), 0.99),
                limits.Broken,
            }));
            return limits.ExitCode;
        }
        finally
        {
            await bot.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
