using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// Conversations that post in order and at their rate whatever is answered, as a channel behind a load balancer does: a message that is not
/// acknowledged is posted again in the conversation's next turn, until it is. A node that fails is avoided for a while, and with several
/// nodes one failure is tried once at another, as nginx is told to.
/// </summary>
internal sealed class ChannelClients : IDisposable
{
    private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(2);

    private readonly LoadOptions _options;
    private readonly Ledger _ledger;
    private readonly Uri _serviceUrl;
    private readonly IReadOnlyList<Uri> _nodes;
    private readonly long[] _avoidUntil;
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly HttpClient _http;
    private readonly string _run = Guid.NewGuid().ToString("n")[..8];
    private int _posts;
    private int _refused;

    /// <param name="patience">After which a node that does not answer is given up.</param>
    public ChannelClients(LoadOptions options, Ledger ledger, Uri serviceUrl, IReadOnlyList<Uri> nodes, TimeSpan patience)
    {
        (_options, _ledger, _serviceUrl, _nodes) = (options, ledger, serviceUrl, nodes);
        _avoidUntil = new long[nodes.Count];
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = patience };
    }

    /// <summary>Everything that was tried.</summary>
    public IReadOnlyCollection<Attempt> Attempts => _attempts;

    /// <summary>Messages posted, each time they were.</summary>
    public int Posts => Volatile.Read(ref _posts);

    /// <summary>Posts that no node took.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Posts until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, _options.Conversations).Select(i => ConverseAsync(i, stop)));

    /// <summary>Waits until everything acknowledged is answered, for a bounded time.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience && _ledger.Lost().Count > 0;)
            await Task.Delay(100);
    }

    public void Dispose() => _http.Dispose();

    private async Task ConverseAsync(int index, CancellationToken stop)
    {
        var random = new Random(index);
        var conversation = $"outage-{_run}-{index}";
        var interval = TimeSpan.FromSeconds((double)_options.Conversations / _options.Rate);
        var next = Stopwatch.GetTimestamp() + (long)(interval.TotalSeconds * random.NextDouble() * Stopwatch.Frequency);
        for (var sequence = 1; !stop.IsCancellationRequested; sequence++)
        {
            var id = $"{conversation}-{sequence.ToString(CultureInfo.InvariantCulture)}";
            byte[]? body = null;
            do
            {
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next) is { Ticks: > 0 } wait)
                    await Task.Delay(wait, CancellationToken.None);
                next += (long)(interval.TotalSeconds * Stopwatch.Frequency);
                if (stop.IsCancellationRequested)
                    return;
                if (body is null)
                {
                    _ledger.Posting(id, conversation, sequence, new TaskCompletionSource());
                    body = TeamsMessage.Write(id, conversation, index, _serviceUrl, _options.Text);
                }
            }
            while (!await PostAsync(body, random));
            _ledger.Acknowledge(id);
            if (random.Next(100) < _options.Redeliver)
                await PostAsync(body, random);
        }
    }

    private async Task<bool> PostAsync(byte[] body, Random random)
    {
        Interlocked.Increment(ref _posts);
        var first = Choose(random, except: -1);
        if (await AttemptAsync(body, first) || (_nodes.Count > 1 && await AttemptAsync(body, Choose(random, first))))
            return true;
        Interlocked.Increment(ref _refused);
        return false;
    }

    private int Choose(Random random, int except)
    {
        var now = Stopwatch.GetTimestamp();
        var others = Enumerable.Range(0, _nodes.Count).Where(node => node != except).ToList();
        var healthy = others.FindAll(node => Volatile.Read(ref _avoidUntil[node]) <= now);
        return healthy.Count > 0 ? healthy[random.Next(healthy.Count)] : others[random.Next(others.Count)];
    }

    private async Task<bool> AttemptAsync(byte[] body, int node)
    {
        var at = Stopwatch.GetTimestamp();
        var (status, saysWhen) = (0, false);
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.PostAsync(new Uri(_nodes[node], "/api/messages"), content);
            (status, saysWhen) = ((int)response.StatusCode, response.Headers.RetryAfter is not null);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // No answer.
        }

        var attempt = new Attempt(at, Stopwatch.GetElapsedTime(at), status, saysWhen, node);
        _attempts.Enqueue(attempt);
        if (!attempt.IsAcknowledged)
            Volatile.Write(ref _avoidUntil[node], Stopwatch.GetTimestamp() + (long)(AvoidFor.TotalSeconds * Stopwatch.Frequency));
        return attempt.IsAcknowledged;
    }
}
