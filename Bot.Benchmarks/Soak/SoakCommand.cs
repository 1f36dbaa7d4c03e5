using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Soak;

/// <summary><c>soak</c>: people asking for minutes on end, a model that takes a second, and the product's memory beside it.</summary>
internal static class SoakCommand
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 200,
            Conversations = 2000,
            Duration = TimeSpan.FromMinutes(10),
            Text = "Combien de jours de congé me reste-t-il cette année ?",
        });
        var takes = TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("--model-seconds", "1"), CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("assistantbot-soak-").FullName;
        await using var model = await ModelStandIn.StartAsync(takes);
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        try
        {
            await using var bot = await BotProcess.StartProductAsync(
                Path.GetFullPath(given["--program"]), folder, options.Bot,
                [
                    "--Model:Provider", "OpenAI", "--Model:Endpoint", model.Endpoint, "--Model:Name", "stand-in", "--Model:ApiKey", "none",
                    "--Model:MaxConcurrentCalls", "1000", .. ModelBudgets.Unlimited,
                ]);
            using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
            var load = generator.RunAsync(TimeSpan.FromSeconds(60));
            var memory = new List<double>();
            var cpu = bot.Cpu;
            while (await Task.WhenAny(load, Task.Delay(SampleEvery)) != load)
                memory.Add(bot.ResidentBytes / 1048576.0);
            await load;
            cpu = bot.Cpu - cpu;
            var report = LoadReport.Of(options, ledger, generator.Refused);
            // The first minute fills caches and heaps; the slope counts from there.
            var settled = memory.Skip((int)(60 / SampleEvery.TotalSeconds)).ToList();
            Console.WriteLine(LoadReport.Write(new
            {
                report.Seconds,
                options.Rate,
                options.Conversations,
                report.Acknowledged,
                report.Answered,
                report.Refused,
                report.Lost,
                report.Inversions,
                report.AckP50Ms,
                report.AckP99Ms,
                report.AnswerP50Ms,
                report.AnswerP99Ms,
                ModelCalls = model.Calls,
                CpuCores = Math.Round(cpu.TotalSeconds / report.Seconds, 2),
                MemoryMbAfterAMinute = Math.Round(settled.FirstOrDefault()),
                MemoryMbAtEnd = Math.Round(settled.LastOrDefault()),
                MemoryMbPerMinute = Math.Round(Slope(settled) * 60 / SampleEvery.TotalSeconds, 2),
            }));
            return report.Lost == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Least squares, per sample.
    private static double Slope(List<double> values)
    {
        if (values.Count < 2)
            return 0;
        var (x, y) = ((values.Count - 1) / 2.0, values.Average());
        return values.Select((value, i) => (i - x) * (value - y)).Sum() / values.Select((_, i) => (i - x) * (i - x)).Sum();
    }
}
