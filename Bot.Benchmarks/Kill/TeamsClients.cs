using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>Conversations in Teams: each posts in order, and delivers again until it is acknowledged, as Teams does.</summary>
internal sealed class TeamsClients(LoadOptions options, int conversations, Ledger ledger, Uri serviceUrl, NodeClient nodes)
{
    private readonly string _run = Guid.NewGuid().ToString("n")[..8];

    /// <summary>Posts until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, conversations).Select(i => ConverseAsync(i, stop)));

    private async Task ConverseAsync(int index, CancellationToken stop)
    {
        var pace = new Pace(options);
        var conversation = $"kill-{_run}-{index}";
        for (var sequence = 1; !stop.IsCancellationRequested; sequence++)
        {
            await pace.NextAsync();
            var id = $"{conversation}-{sequence.ToString(CultureInfo.InvariantCulture)}";
            ledger.Posting(id, conversation, sequence, new TaskCompletionSource());
            var body = TeamsMessage.Write(id, conversation, index, serviceUrl, options.Text);
            await nodes.SendAsync(HttpMethod.Post, "/api/messages", body, cancellationToken: CancellationToken.None);
            ledger.Acknowledge(id);
            if (Random.Shared.Next(100) < options.Redeliver)
                await nodes.SendOnceAsync(HttpMethod.Post, "/api/messages", body);
        }
    }
}
