using System.Globalization;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>Many web chats at once, and in the end what each heard beside what the bot has stored.</summary>
internal sealed class WebChatCrowd : IDisposable
{
    private const int StartedAtOnce = 16;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _leave = new();
    private Task _writing = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;

    /// <summary>Everybody.</summary>
    public IReadOnlyList<WebChatClient> Clients { get; private set; } = [];

    /// <summary>Acknowledged messages whose answer no socket brought, after everything was waited for.</summary>
    public int Unanswered => Clients.Sum(client => client.Unanswered);

    /// <summary>Stored activities that no socket brought.</summary>
    public int Gaps { get; private set; }

    /// <summary>Activities that came a second time.</summary>
    public int Repeated { get; private set; }

    /// <summary>Activities that came before an earlier one.</summary>
    public int Disordered { get; private set; }

    /// <summary>Stored activities, over all conversations.</summary>
    public int Stored { get; private set; }

    /// <summary>Starts all conversations and sockets, and lets everybody write at the common rate.</summary>
    /// <param name="count">How many.</param>
    /// <param name="rate">Messages a second, over all.</param>
    /// <param name="node">Which node to ask, each time.</param>
    public async Task StartAsync(int count, double rate, Func<Uri> node)
    {
        var clients = new WebChatClient[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce }, async (i, _) => clients[i] = await WebChatClient.StartAsync(_http, node));
        Clients = clients;
        _listening = Task.WhenAll(clients.Select(client => client.ListenAsync(_leave.Token)));
        _writing = Task.WhenAll(clients.Select((client, i) => WriteAsync(client, i, TimeSpan.FromSeconds(count / rate))));
    }

    /// <summary>Ends the writing, waits until everything acknowledged was seen answered, and compares.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        await _enough.CancelAsync();
        await _writing;
        for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until && Unanswered > 0;)
            await Task.Delay(100);
        // What follows an answer, if anything, and sockets that are just coming back.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await Parallel.ForEachAsync(Clients, new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce }, async (client, _) =>
        {
            var stored = await client.FeedAsync();
            for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until && stored.Except(client.Heard).Any();)
                await Task.Delay(100, CancellationToken.None);
            var heard = client.Heard;
            var distinct = heard.Distinct().ToList();
            lock (_http)
            {
                Stored += stored.Count;
                Gaps += stored.Except(heard).Count();
                Repeated += heard.Count - distinct.Count;
                Disordered += distinct.SequenceEqual(stored.Where(distinct.ToHashSet().Contains)) ? 0 : 1;
            }
        });
        await _leave.CancelAsync();
        await _listening;
    }

    public void Dispose()
    {
        foreach (var client in Clients)
            client.Dispose();
        _http.Dispose();
        _enough.Dispose();
        _leave.Dispose();
    }

    /// <summary>Milliseconds at a part of some durations.</summary>
    public static double Percentile(IEnumerable<TimeSpan> durations, double part)
    {
        var sorted = durations.Select(duration => duration.TotalMilliseconds).Order().ToList();
        return sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))]);
    }

    private async Task WriteAsync(WebChatClient client, int index, TimeSpan interval)
    {
        try
        {
            await Task.Delay(interval * new Random(index).NextDouble(), _enough.Token);
            using var ticks = new PeriodicTimer(interval);
            for (var i = 0; !_enough.IsCancellationRequested; i++)
            {
                await client.PostAsync("/version", i.ToString(CultureInfo.InvariantCulture));
                await ticks.WaitForNextTickAsync(_enough.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was written.
        }
    }
}
