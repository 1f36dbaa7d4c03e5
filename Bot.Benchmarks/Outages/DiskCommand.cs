using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// <c>disk</c>: the volume of the SQLite database, a small one of its own, is filled to the last byte under load, and emptied again. Needs
/// root, to mount it.
/// </summary>
internal static class DiskCommand
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Resumes = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 200,
            Conversations = 400,
            Duration = TimeSpan.FromSeconds(20),
        });
        var size = int.Parse(given.GetValueOrDefault("--megabytes", "512"), CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("assistantbot-disk-").FullName;
        var volume = Directory.CreateDirectory(Path.Combine(folder, "volume")).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={size}m"), "assistantbot", volume);
        try
        {
            var ledger = new Ledger();
            await using var connector = LoopbackConnector.Start(ledger);
            await using var bot = await BotProcess.StartProductAsync(
                Path.GetFullPath(given["--program"]), folder, options.Bot, ["--Storage:ConnectionString", $"Data Source={Path.Combine(volume, "data", "bot.db")}"]);
            using var clients = new ChannelClients(options, ledger, connector.ServiceUrl, [options.Bot], TimeSpan.FromSeconds(20));
            using var enough = new CancellationTokenSource();
            var load = clients.RunAsync(enough.Token);
            await Task.Delay(Around);
            var ballast = Path.Combine(volume, "ballast");
            var fullAt = Stopwatch.GetTimestamp();
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < options.Duration; await Task.Delay(100))
                Fill(ballast);
            var said = await HealthAsync(options.Bot);
            File.Delete(ballast);
            var emptyAt = Stopwatch.GetTimestamp();
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && !clients.Attempts.Any(attempt => attempt.IsAcknowledged && attempt.EndedAt > emptyAt);)
                await Task.Delay(100);
            await Task.Delay(Around);
            await enough.CancelAsync();
            await load;
            await clients.DrainAsync(Patience);
            return Report(options, size, ledger, clients, bot.HasEnded, fullAt, emptyAt, said);
        }
        finally
        {
            await RunAsync("umount", volume);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(LoadOptions options, int size, Ledger ledger, ChannelClients clients, bool hasEnded, long fullAt, long emptyAt, string said)
    {
        var during = clients.Attempts.Where(attempt => attempt.At >= fullAt && attempt.At < emptyAt).ToList();
        var refused = during.FindAll(attempt => attempt.Status == 503);
        var others = clients.Attempts.Count(attempt => !attempt.IsAcknowledged && (attempt.Status != 503 || !attempt.SaysWhen));
        var back = clients.Attempts.Where(attempt => attempt.IsAcknowledged && attempt.EndedAt > emptyAt).Select(attempt => attempt.EndedAt).DefaultIfEmpty(long.MaxValue).Min();
        var resumed = back == long.MaxValue ? Patience : Stopwatch.GetElapsedTime(emptyAt, back);
        var lost = ledger.Lost().Count;
        var limits = new Limits()
            .Keep(refused.Count > 0, "messages are refused while the disk is full")
            .Keep(others == 0, "what is not taken is answered with 503 and a time to come again")
            .Keep(said.Contains("disk", StringComparison.OrdinalIgnoreCase), "the health page tells of the disk")
            .Keep(resumed <= Resumes, "messages are taken 10 s after there is room")
            .Keep(lost == 0, "nothing acknowledged is lost")
            .Keep(ledger.Inversions == 0, "answers are in order")
            .Keep(!hasEnded, "the process goes on");
        Console.WriteLine(LoadReport.Write(new
        {
            Megabytes = size,
            FullSeconds = Math.Round(options.Duration.TotalSeconds),
            options.Rate,
            options.Conversations,
            clients.Posts,
            PostsMeanwhile = during.Count,
            RefusedMeanwhile = refused.Count,
            TakenMeanwhile = during.Count(attempt => attempt.IsAcknowledged),
            OtherAnswers = others,
            SlowestAnswerMs = Math.Round(during.Select(attempt => attempt.Took.TotalMilliseconds).DefaultIfEmpty().Max()),
            Health = said,
            ResumeMs = Math.Round(resumed.TotalMilliseconds),
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

    // To the last byte, and again what the bot has freed meanwhile.
    private static void Fill(string ballast)
    {
        try
        {
            using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var size = 1 << 20; size >= 4096;)
            {
                try
                {
                    file.Write(new byte[size]);
                }
                catch (IOException)
                {
                    size /= 2;
                }
            }
        }
        catch (IOException)
        {
            // There is not even room for the next page.
        }
    }

    private static async Task<string> HealthAsync(Uri bot)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(bot, "/healthz"));
        return (await answer.Content.ReadAsStringAsync()).ReplaceLineEndings(" ");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; it needs root.");
    }
}
