using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>
/// <c>kill</c>: the product on one or several nodes, under load from Teams and web chats, killed at random moments, or exactly at its fail
/// points, and started again on the same data; then the ledgers are compared.
/// </summary>
internal static class KillCommand
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan DownFor = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PausedFor = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = KillOptions.Parse(args);
        var random = new Random(20261123);
        var (teams, web) = (new Ledger(), new Ledger());
        await using var connector = LoopbackConnector.Start(teams);
        await using var nodes = await ProductNodes.StartAsync(options, WebChats.Settings, At(options, 0, random));
        using var client = new NodeClient(nodes.Addresses);
        var teamsClients = new TeamsClients(options.Load, options.Load.Conversations - options.WebChats, teams, connector.ServiceUrl, client);
        var chats = new WebChats(options.Load, options.WebChats, web, client);
        var report = new KillReport(options, teams, web, chats, client);
        using var enough = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        await chats.StartAsync();
        var following = chats.FollowAsync(over.Token);
        var writing = Task.WhenAll(teamsClients.RunAsync(enough.Token), chats.WriteAsync(enough.Token));
        for (var kill = 0; kill < options.Points.Count; kill++)
        {
            var next = KillAsync(options, nodes, kill, random, report);
            var first = await Task.WhenAny(next, writing, following);
            await next;
            // A client that fails ends the run: what it could not do is wrong.
            await first;
            Console.Error.WriteLine($"{kill + 1} of {options.Points.Count}");
        }

        await Task.Delay(Settled);
        await enough.CancelAsync();
        await writing.WaitAsync(LongestWait);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestWait && teams.Lost().Count + web.Lost().Count > 0;)
            await Task.Delay(100);
        // What would be sent once more without reason has its time too.
        await Task.Delay(Settled);
        report.FeedsOtherThanShown = await chats.CountOtherThanShownAsync(Settled * 5);
        await over.CancelAsync();
        await following;
        await nodes.KillAllAsync();
        report.SendsInFlight = await CutOffSends.ReadAsync(nodes.ConnectionString, options.PostgreSql is not null);
        return report.Print();
    }

    private static async Task KillAsync(KillOptions options, ProductNodes nodes, int kill, Random random, KillReport report)
    {
        var isAlone = options.Nodes == 1;
        if (options.Points[kill] is not null)
        {
            // The first is the one that has a fail point; the others take over.
            await nodes.EndedAsync(0);
            report.Killed();
            if (!isAlone)
                await Task.Delay(DownFor);
            await nodes.StartAsync(0, At(options, kill + 1, random));
            return;
        }

        await Task.Delay(isAlone ? TimeSpan.FromMilliseconds(random.Next(500, 3500)) : Settled + TimeSpan.FromMilliseconds(random.Next(1000)));
        var victim = random.Next(options.Nodes);
        if (options.Pauses && kill % 2 == 1)
        {
            nodes.Signal(victim, "STOP");
            report.Paused();
            await Task.Delay(PausedFor);
            nodes.Signal(victim, "CONT");
            return;
        }

        report.Killed();
        await nodes.KillAsync(victim);
        if (!isAlone)
            await Task.Delay(DownFor);
        await nodes.StartAsync(victim);
    }

    // How many messages reach the point before it ends the process differs each time.
    private static string[] At(KillOptions options, int kill, Random random) =>
        options.Points.ElementAtOrDefault(kill) is { } point
            ? ["--FailPoint:At", point, "--FailPoint:After", random.Next(20, 200).ToString(CultureInfo.InvariantCulture)]
            : [];
}
