using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Comparison;

/// <summary>
/// <c>peers</c>: the product and other SDKs' echo bots under the same load, in alternating rounds of one run. Only the ratios mean something:
/// bot, load generator and connector share the machine.
/// </summary>
internal static class PeersCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        HttpConnection.GoOnInline();
        var options = LoadOptions.Parse(args, out var given, new LoadOptions { Duration = TimeSpan.FromSeconds(8) });
        var rounds = Number("--rounds", 2);
        var seconds = options.Duration.TotalSeconds;
        var product = Path.GetFullPath(given["--program"]);
        var peers = given.GetValueOrDefault("--peers", "assistantbot,javascript").Split(',');
        var scripts = given.GetValueOrDefault("--scripts", Path.Combine("Bot.Benchmarks", "peers"));
        var prefix = given.GetValueOrDefault("--prefix", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var measured = peers.ToDictionary(peer => peer, _ => new List<PeerRound>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var peer in peers)
            {
                measured[peer].Add(await MeasureAsync(peer, product, scripts, seconds, prefix));
                Console.Error.WriteLine($"{peer}: {LoadReport.Write(measured[peer][^1])}");
            }
        }

        var figures = measured.ToDictionary(pair => pair.Key, pair => PeerFigures.Of(pair.Value));
        var ratios = peers.Skip(1).ToDictionary(peer => $"{peers[0]}_to_{peer}", peer => figures[peers[0]].Over(figures[peer]));
        Console.WriteLine(LoadReport.Write(new { rounds, seconds, figures, ratios }));
        return 0;

        int Number(string name, int usual) => given.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : usual;
    }

    private static async Task<PeerRound> MeasureAsync(string peer, string product, string scripts, double seconds, string[] prefix)
    {
        var folder = Directory.CreateTempSubdirectory("assistantbot-peers-").FullName;
        var address = BotProcess.FreeAddress();
        try
        {
            await using var bot = peer == "assistantbot"
                ? await BotProcess.StartProductAsync(product, folder, address, [], prefix)
                : await BotProcess.StartAsync(
                    [.. prefix, "node", Path.GetFullPath(Path.Combine(scripts, peer, "echo.js")), address.Port.ToString(CultureInfo.InvariantCulture)], folder, address);
            await using var connector = LoopbackConnector.Start(new Ledger());
            var options = new LoadOptions { Bot = address, Duration = TimeSpan.FromSeconds(seconds) };
            // Whatever is compiled or optimised while running shall be so before anything counts.
            await RunAsync(options with { Conversations = 64, Duration = WarmUp }, connector);
            var before = bot.Cpu;
            var few = await RunAsync(options with { Conversations = 64 }, connector);
            var cpu = (bot.Cpu - before).TotalMicroseconds / Math.Max(1, few.Answered);
            var many = await RunAsync(options with { Conversations = 512 }, connector);
            var paced = await RunAsync(options with { Conversations = 64, Rate = 100 }, connector);
            var hard = await RunAsync(options with { Conversations = 64, InFlight = 4, Redeliver = 5 }, connector);
            return new PeerRound(few, many, paced, hard, Math.Round(cpu, 1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<LoadReport> RunAsync(LoadOptions options, LoopbackConnector connector)
    {
        var ledger = new Ledger();
        connector.Ledger = ledger;
        using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
        await generator.RunAsync(Grace);
        return LoadReport.Of(options, ledger, generator.Refused);
    }
}
