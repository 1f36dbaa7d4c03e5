using System.Diagnostics;
using System.Globalization;

namespace AssistantBot.Benchmarks.Load;

/// <summary><c>kill</c>: the product under load, killed at random moments and started again on the same data.</summary>
internal static class KillCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var others);
        var kills = int.Parse(others.GetValueOrDefault("--kills", "12"), CultureInfo.InvariantCulture);
        var program = Path.GetFullPath(others["--program"]);
        var folder = Directory.CreateTempSubdirectory("assistantbot-kill-").FullName;
        options = options with { Rate = options.Rate == 0 ? 200 : options.Rate, Duration = TimeSpan.FromSeconds(4 * (kills + 1)) };
        string[] storage = others.TryGetValue("--postgresql", out var connection)
            ? ["--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", connection]
            : ["--Storage:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")}"];
        var ledger = new Ledger();
        await using var connector = await LoopbackConnector.StartAsync(ledger);
        using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
        var random = new Random(20261123);
        var process = await StartAsync(program, folder, options.Bot, storage);
        try
        {
            var load = generator.RunAsync(TimeSpan.FromSeconds(60));
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(random.Next(500, 3500));
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
                process = await StartAsync(program, folder, options.Bot, storage);
            }

            await load;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        return LoadReport.Print(options, ledger, generator.Refused, kills);
    }

    private static async Task<Process> StartAsync(string program, string folder, Uri address, string[] storage)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--urls", address.ToString(), .. storage])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(2) };
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
                if (ready.IsSuccessStatusCode)
                    return process;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The product was not ready within 60 s.");
    }
}
