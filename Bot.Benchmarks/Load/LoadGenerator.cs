using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AssistantBot.Benchmarks.Load;

/// <summary>Posts messages as Teams would: several conversations, each in order, some delivered twice.</summary>
internal sealed class LoadGenerator(LoadOptions options, Ledger ledger, Uri serviceUrl) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentBag<HttpConnection> _connections = [];

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

    public void Dispose()
    {
        while (_connections.TryTake(out var connection))
            connection.Dispose();
    }

    private async Task ConverseAsync(int index, long end, CancellationToken stop)
    {
        var conversation = $"bench-{_run}-{index}";
        var random = new Random(index);
        using var slots = new SemaphoreSlim(options.InFlight);
        var interval = options.Rate > 0 ? TimeSpan.FromSeconds((double)options.Conversations / options.Rate) : TimeSpan.Zero;
        if (interval > TimeSpan.Zero)
            await Task.Delay(interval * random.NextDouble(), stop);
        if (options.Greeting is not null)
            await PostAsync(TeamsMessage.Write($"{conversation}-0", conversation, index, serviceUrl, options.Greeting), stop);
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
            var body = TeamsMessage.Write(id, conversation, index, serviceUrl, options.Text);
            // In order on the wire: the next message of a conversation is posted after this one was acknowledged.
            var acknowledged = await PostAsync(body, stop);
            if (acknowledged)
                ledger.Acknowledge(id);
            if (acknowledged && random.Next(100) < options.Redeliver)
                pending.Add(PostAsync(body, stop));
            if (pending.Count > 64)
                pending.RemoveAll(task => task.IsCompleted);
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
        try
        {
            await answered.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // The ledger counts it as lost if it never comes.
        }

        slots.Release();
    }

    private async Task<bool> PostAsync(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        if (!_connections.TryTake(out var connection))
            connection = new HttpConnection(options.Bot);
        var status = await connection.PostAsync("/api/messages", body);
        _connections.Add(connection);
        if (status is >= 200 and < 300)
            return true;
        // A killed bot refuses connections; not acknowledged, so nothing was promised.
        if (!stop.IsCancellationRequested)
            await Task.Delay(20, CancellationToken.None);
        Interlocked.Increment(ref _refused);
        return false;
    }
}
