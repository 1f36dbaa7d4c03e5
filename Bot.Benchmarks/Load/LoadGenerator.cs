using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AssistantBot.Benchmarks.Load;

/// <summary>Posts messages as Teams would: several conversations, each in order, some delivered twice.</summary>
internal sealed class LoadGenerator(LoadOptions options, Ledger ledger, Uri serviceUrl) : IDisposable
{
    private const string Tenant = "00000000-0000-0000-0000-000000000001";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    private readonly string _run = Guid.NewGuid().ToString("n")[..8];
    private int _refused;

    /// <summary>Posts that got no 2xx.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Posts until the time is over, then waits for the answers still owed.</summary>
    /// <param name="grace">How long to wait for the last answers.</param>
    /// <param name="stop">Ends the run early.</param>
    public async Task RunAsync(TimeSpan grace, CancellationToken stop = default)
    {
        var end = Stopwatch.GetTimestamp() + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, options.Conversations).Select(i => ConverseAsync(i, end, stop)));
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < grace && ledger.Lost().Count > 0)
            await Task.Delay(100, CancellationToken.None);
    }

    public void Dispose() => _http.Dispose();

    private async Task ConverseAsync(int index, long end, CancellationToken stop)
    {
        var conversation = $"bench-{_run}-{index}";
        var random = new Random(index);
        using var slots = new SemaphoreSlim(options.InFlight);
        var interval = options.Rate > 0 ? TimeSpan.FromSeconds((double)options.Conversations / options.Rate) : TimeSpan.Zero;
        if (interval > TimeSpan.Zero)
            await Task.Delay(interval * random.NextDouble(), stop);
        var next = Stopwatch.GetTimestamp();
        var pending = new List<Task>();
        for (var sequence = 1; Stopwatch.GetTimestamp() < end && !stop.IsCancellationRequested; sequence++)
        {
            if (interval > TimeSpan.Zero)
            {
                next += (long)(interval.TotalSeconds * Stopwatch.Frequency);
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, CancellationToken.None);
            }
            else
            {
                await slots.WaitAsync(CancellationToken.None);
            }

            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var id = $"{conversation}-{sequence.ToString(CultureInfo.InvariantCulture)}";
            ledger.Posting(id, conversation, sequence, answered);
            var body = Body(conversation, id, index);
            // In order on the wire: the next message of a conversation is posted after this one was acknowledged.
            var acknowledged = await PostAsync(body, stop);
            if (acknowledged)
                ledger.Acknowledge(id);
            if (acknowledged && random.Next(100) < options.Redeliver)
                pending.Add(PostAsync(body, stop));
            if (interval > TimeSpan.Zero)
                continue;
            if (!acknowledged)
                slots.Release();
            else
                pending.Add(ReleaseAsync(slots, answered.Task));
        }

        await Task.WhenAll(pending);
    }

    private static async Task ReleaseAsync(SemaphoreSlim slots, Task answered)
    {
        await Task.WhenAny(answered, Task.Delay(TimeSpan.FromSeconds(15)));
        slots.Release();
    }

    private async Task<bool> PostAsync(byte[] body, CancellationToken stop)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _http.PostAsync(new Uri(options.Bot, "/api/messages"), content, CancellationToken.None);
            if (response.IsSuccessStatusCode)
                return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // A killed bot refuses connections; not acknowledged, so nothing was promised.
            if (!stop.IsCancellationRequested)
                await Task.Delay(20, CancellationToken.None);
        }

        Interlocked.Increment(ref _refused);
        return false;
    }

    private byte[] Body(string conversation, string id, int index) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "message",
        id,
        timestamp = DateTimeOffset.UtcNow,
        serviceUrl,
        channelId = "msteams",
        from = new { id = $"29:bench-{index}", name = $"Bench {index}" },
        conversation = new { conversationType = "personal", tenantId = Tenant, id = conversation },
        recipient = new { id = "28:bot", name = "Bot" },
        text = options.Text,
        textFormat = "plain",
        locale = "en-US",
        channelData = new { tenant = new { id = Tenant } },
    });
}
