using System.Diagnostics;
using System.Globalization;

namespace AssistantBot.Benchmarks.Load;

/// <summary>
/// <c>kill</c>: the product under load, killed at random moments, or exactly at its fail points, and started again on the same data.
/// </summary>
internal static class KillCommand
{
    // The product's FailPoint, by name: the benchmark knows the product from outside only.
    private static readonly string[] FailPoints =
        ["BeforeInsert", "AfterInsert", "AfterCommit", "Claimed", "Running", "BeforeTurnCommit", "AfterTurnCommit", "AfterSend"];

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var others);
        var kills = int.Parse(others.GetValueOrDefault("--kills", "12"), CultureInfo.InvariantCulture);
        var program = Path.GetFullPath(others["--program"]);
        string?[] points = others.GetValueOrDefault("--at") switch
        {
            null => [.. Enumerable.Repeat<string?>(null, kills)],
            "all" => [.. FailPoints.SelectMany(point => Enumerable.Repeat(point, kills))],
            var one => [.. Enumerable.Repeat(one, kills)],
        };
        var folder = Directory.CreateTempSubdirectory("assistantbot-kill-").FullName;
        // The load outlasts the kills; it is stopped after the last one.
        options = options with { Rate = options.Rate == 0 ? 200 : options.Rate, Duration = TimeSpan.FromSeconds(30 * (points.Length + 1)) };
        string[] storage = others.TryGetValue("--postgresql", out var connection)
            ? ["--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", connection]
            : ["--Storage:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")}"];
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
        var random = new Random(20261123);
        using var enough = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var process = await BotProcess.StartProductAsync(program, folder, options.Bot, [.. storage, .. At(points.FirstOrDefault(), random)]);
        try
        {
            var load = generator.RunAsync(TimeSpan.FromSeconds(60), enough.Token);
            for (var i = 0; i < points.Length; i++)
            {
                if (points[i] is null)
                {
                    await Task.Delay(random.Next(500, 3500));
                    process.Kill();
                }

                await process.WaitForExitAsync().WaitAsync(LongestWait);
                await process.DisposeAsync();
                process = await BotProcess.StartProductAsync(program, folder, options.Bot, [.. storage, .. At(points.ElementAtOrDefault(i + 1), random)]);
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
            await enough.CancelAsync();
            await load;
            options = options with { Duration = clock.Elapsed };
        }
        finally
        {
            await process.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        return LoadReport.Of(options, ledger, generator.Refused, points.Length).Print();
    }

    // How many messages reach the point before it ends the process differs each time.
    private static string[] At(string? point, Random random) =>
        point is null ? [] : ["--FailPoint:At", point, "--FailPoint:After", random.Next(20, 200).ToString(CultureInfo.InvariantCulture)];
}
