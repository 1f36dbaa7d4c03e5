using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AssistantBot.Benchmarks.Load;

/// <summary>
/// <c>kill --nodes N</c>: several nodes over one PostgreSQL under load, one at a time killed and started again, or with <c>--pause</c> every
/// other time stopped and woken later. Messages go to any node, and to another one when that does not acknowledge them.
/// </summary>
internal static class NodesCommand
{
    private const string Tenant = "00000000-0000-0000-0000-000000000001";
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan DownFor = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PausedFor = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var others);
        var count = int.Parse(others["--nodes"], CultureInfo.InvariantCulture);
        var kills = int.Parse(others.GetValueOrDefault("--kills", "12"), CultureInfo.InvariantCulture);
        var pauses = others.GetValueOrDefault("--pause", "no") == "yes";
        var program = Path.GetFullPath(others["--program"]);
        string[] storage = ["--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", others["--postgresql"]];
        options = options with { Rate = options.Rate == 0 ? 200 : options.Rate };
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        var folders = Enumerable.Range(0, count).Select(_ => Directory.CreateTempSubdirectory("assistantbot-node-").FullName).ToList();
        var addresses = folders.ConvertAll(_ => BotProcess.FreeAddress());
        var nodes = (await Task.WhenAll(addresses.Select((address, i) => BotProcess.StartProductAsync(program, folders[i], address, storage)))).ToList();
        var clock = Stopwatch.StartNew();
        var killed = new List<double>();
        var paused = new List<double>();
        using var clients = new Clients(options, ledger, connector.ServiceUrl, addresses);
        using var enough = new CancellationTokenSource();
        try
        {
            var load = clients.RunAsync(enough.Token);
            var random = new Random(20261123);
            for (var i = 0; i < kills; i++)
            {
                await Task.Delay(Between + TimeSpan.FromMilliseconds(random.Next(1000)));
                var victim = random.Next(count);
                var at = Stopwatch.GetTimestamp();
                if (pauses && i % 2 == 1)
                {
                    nodes[victim].Signal("STOP");
                    await Task.Delay(PausedFor);
                    paused.Add(Recovery(ledger, at));
                    nodes[victim].Signal("CONT");
                }
                else
                {
                    nodes[victim].Kill();
                    await nodes[victim].DisposeAsync();
                    await Task.Delay(DownFor);
                    killed.Add(Recovery(ledger, at));
                    nodes[victim] = await BotProcess.StartProductAsync(program, folders[victim], addresses[victim], storage);
                }
            }

            await Task.Delay(Between);
            await enough.CancelAsync();
            await load;
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60) && ledger.Lost().Count > 0;)
                await Task.Delay(100);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
            foreach (var folder in folders)
                Directory.Delete(folder, recursive: true);
        }

        var acknowledgement = ledger.Percentiles(message => message.AcknowledgedAfter);
        var answer = ledger.Percentiles(message => message.AnsweredAfter);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            nodes = count,
            conversations = options.Conversations,
            rate = options.Rate,
            seconds = Math.Round(clock.Elapsed.TotalSeconds),
            kills = killed.Count,
            pauses = paused.Count,
            acknowledged = ledger.Acknowledged,
            answered = ledger.Answered,
            retried_posts = clients.Retried,
            lost = ledger.Lost().Count,
            duplicates = ledger.Duplicates,
            inversions = ledger.Inversions,
            answered_again_after_kill_ms = killed,
            answered_again_after_pause_ms = paused,
            ack_p50_ms = Math.Round(acknowledgement.P50, 2),
            ack_p99_ms = Math.Round(acknowledgement.P99, 2),
            answer_p50_ms = Math.Round(answer.P50, 2),
            answer_p99_ms = Math.Round(answer.P99, 2),
        }));
        return ledger.Lost().Count == 0 && ledger.Inversions == 0 ? 0 : 1;
    }

    // From the kill until the last conversation that wrote within two seconds after it had its first answer to what it wrote then.
    private static double Recovery(Ledger ledger, long killedAt)
    {
        var until = killedAt + (2 * Stopwatch.Frequency);
        var first = ledger.Messages
            .Where(message => message.PostedAt >= killedAt && message.PostedAt < until)
            .GroupBy(message => message.Conversation)
            .Select(messages => messages.MinBy(message => message.Sequence)!)
            .Select(message => message.AnsweredAfter is { } after ? Stopwatch.GetElapsedTime(killedAt, message.PostedAt) + after : TimeSpan.MaxValue)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return Math.Round(first.TotalMilliseconds);
    }

    /// <summary>Each conversation posts in order at its rate; what is not acknowledged goes to the next node, as behind a load balancer.</summary>
    private sealed class Clients : IDisposable
    {
        private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(2);
        private readonly LoadOptions _options;
        private readonly Ledger _ledger;
        private readonly Uri _serviceUrl;
        private readonly List<Uri> _nodes;
        private readonly long[] _avoidUntil;
        private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, ConnectTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(2.5) };
        private readonly string _run = Guid.NewGuid().ToString("n")[..8];
        private int _retried;

        public Clients(LoadOptions options, Ledger ledger, Uri serviceUrl, List<Uri> nodes)
        {
            (_options, _ledger, _serviceUrl, _nodes) = (options, ledger, serviceUrl, nodes);
            _avoidUntil = new long[nodes.Count];
        }

        public int Retried => Volatile.Read(ref _retried);

        public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, _options.Conversations).Select(i => ConverseAsync(i, stop)));

        public void Dispose() => _http.Dispose();

        private async Task ConverseAsync(int index, CancellationToken stop)
        {
            var random = new Random(index);
            var conversation = $"nodes-{_run}-{index}";
            var interval = TimeSpan.FromSeconds((double)_options.Conversations / _options.Rate);
            await Task.Delay(interval * random.NextDouble(), CancellationToken.None);
            var next = Stopwatch.GetTimestamp();
            for (var sequence = 1; !stop.IsCancellationRequested; sequence++)
            {
                next += (long)(interval.TotalSeconds * Stopwatch.Frequency);
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, CancellationToken.None);
                var id = $"{conversation}-{sequence.ToString(CultureInfo.InvariantCulture)}";
                _ledger.Posting(id, conversation, sequence, new TaskCompletionSource());
                var body = Body(conversation, id, index);
                var node = random.Next(_nodes.Count);
                while (!await PostAsync(node, body))
                {
                    Interlocked.Increment(ref _retried);
                    node = (node + 1) % _nodes.Count;
                }

                _ledger.Acknowledge(id);
                if (random.Next(100) < _options.Redeliver)
                    await PostAsync(random.Next(_nodes.Count), body);
            }
        }

        private async Task<bool> PostAsync(int node, byte[] body)
        {
            if (Stopwatch.GetTimestamp() < Volatile.Read(ref _avoidUntil[node]))
            {
                await Task.Delay(5, CancellationToken.None);
                return false;
            }

            try
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await _http.PostAsync(new Uri(_nodes[node], "/api/messages"), content);
                if (response.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                Volatile.Write(ref _avoidUntil[node], Stopwatch.GetTimestamp() + (long)(AvoidFor.TotalSeconds * Stopwatch.Frequency));
            }

            await Task.Delay(20, CancellationToken.None);
            return false;
        }

        private byte[] Body(string conversation, string id, int index) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            {"type":"message","id":"{{{id}}}","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","serviceUrl":"{{{_serviceUrl}}}","channelId":"msteams","from":{"id":"29:nodes-{{{index}}}","name":"Node client {{{index}}}"},"conversation":{"conversationType":"personal","tenantId":"{{{Tenant}}}","id":"{{{conversation}}}"},"recipient":{"id":"28:bot","name":"Bot"},"text":"{{{_options.Text}}}","textFormat":"plain","locale":"en-US","channelData":{"tenant":{"id":"{{{Tenant}}}" } } }
            """));
    }
}
