using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary><c>overload</c>: many times the rated load for a while, beside the rated load that goes on before and after.</summary>
internal static class OverloadCommand
{
    private const double LargestMb = 1024;
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Recovers = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan SlowestAck = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 200,
            Conversations = 400,
            Duration = TimeSpan.FromMinutes(5),
        });
        var times = int.Parse(given.GetValueOrDefault("--times", "10"), CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("assistantbot-overload-").FullName;
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        try
        {
            await using var bot = await BotProcess.StartProductAsync(Path.GetFullPath(given["--program"]), folder, options.Bot, []);
            using var rated = new ChannelClients(options, ledger, connector.ServiceUrl, [options.Bot], TimeSpan.FromSeconds(20));
            using var surge = new ChannelClients(
                options with { Rate = options.Rate * (times - 1), Conversations = options.Conversations * (times - 1) }, ledger, connector.ServiceUrl, [options.Bot], TimeSpan.FromSeconds(20));
            using var enough = new CancellationTokenSource();
            using var surgeEnds = new CancellationTokenSource();
            var load = rated.RunAsync(enough.Token);
            await Task.Delay(Around);
            var before = bot.ResidentBytes;
            var surging = surge.RunAsync(surgeEnds.Token);
            long most = before;
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < options.Duration;)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                most = Math.Max(most, bot.ResidentBytes);
            }

            var endsAt = Stopwatch.GetTimestamp();
            await surgeEnds.CancelAsync();
            await Task.Delay(Recovers + Around);
            await enough.CancelAsync();
            await Task.WhenAll(load, surging);
            await rated.DrainAsync(Patience);
            return Report(options, times, ledger, [.. rated.Attempts, .. surge.Attempts], endsAt, before / 1048576.0, most / 1048576.0, bot);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(LoadOptions options, int times, Ledger ledger, List<Attempt> attempts, long endsAt, double memoryBefore, double most, BotProcess bot)
    {
        var surgeAt = endsAt - (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
        var during = attempts.FindAll(attempt => attempt.At >= surgeAt && attempt.At < endsAt);
        var taken = during.FindAll(attempt => attempt.IsAcknowledged);
        var refused = during.FindAll(attempt => attempt.Status == 503);
        var p99 = WebChatCrowd.Percentile(taken.Select(attempt => attempt.Took), 0.99);
        var others = attempts.Count(attempt => !attempt.IsAcknowledged && (attempt.Status != 503 || !attempt.SaysWhen));
        // Recovered: from then on everything is taken, and answered within a second.
        var lastRefusal = attempts.Where(attempt => !attempt.IsAcknowledged).Select(attempt => attempt.EndedAt).DefaultIfEmpty(endsAt).Max();
        var lastLate = ledger.Messages.Where(message => message.AcknowledgedAfter is not null && (message.AnsweredAfter ?? Patience) > TimeSpan.FromSeconds(1))
            .Select(message => message.PostedAt).DefaultIfEmpty(endsAt).Max();
        var recovery = Stopwatch.GetElapsedTime(endsAt, Math.Max(endsAt, Math.Max(lastRefusal, lastLate)));
        var lost = ledger.Lost().Count;
        var limits = new Limits()
            .Keep(taken.Count > 0, "messages are taken meanwhile")
            .Keep(others == 0, "what is not taken is answered with 503 and a time to come again")
            .Keep(p99 <= SlowestAck.TotalMilliseconds, "99 of 100 acknowledgements within a second")
            .Keep(lost == 0, "nothing acknowledged is lost")
            .Keep(ledger.Inversions == 0, "answers are in order")
            .Keep(most <= LargestMb, "memory stays below 1 GB")
            .Keep(recovery <= Recovers, "as before within 30 s")
            .Keep(!bot.HasEnded, "the process goes on");
        var answer = ledger.Percentiles(message => message.AnsweredAfter);
        Console.WriteLine(LoadReport.Write(new
        {
            Seconds = Math.Round(options.Duration.TotalSeconds),
            RatedPerSecond = options.Rate,
            OfferedPerSecond = Math.Round(during.Count / options.Duration.TotalSeconds),
            Times = times,
            TakenPerSecond = Math.Round(taken.Count / options.Duration.TotalSeconds),
            RefusedMeanwhile = refused.Count,
            OtherAnswers = others,
            AckP50Ms = WebChatCrowd.Percentile(taken.Select(attempt => attempt.Took), 0.5),
            AckP99Ms = p99,
            AnswerP50Ms = Math.Round(answer.P50),
            AnswerP99Ms = Math.Round(answer.P99),
            ledger.Acknowledged,
            ledger.Answered,
            Lost = lost,
            ledger.Duplicates,
            ledger.Inversions,
            MemoryMbBefore = Math.Round(memoryBefore),
            MemoryMbAtMost = Math.Round(most),
            RecoverySeconds = Math.Round(recovery.TotalSeconds, 1),
            limits.Broken,
        }));
        return limits.ExitCode;
    }
}
