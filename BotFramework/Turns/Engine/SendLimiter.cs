using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Keeps sends within a channel's published limits: per conversation and per tenant.</summary>
internal sealed class SendLimiter(IOptions<OutboxOptions> options, TimeProvider time)
{
    private const int SweepAt = 10_000;
    private static readonly TimeSpan Forget = TimeSpan.FromHours(1);

    private static readonly (int Count, TimeSpan Span)[] PerConversation =
    [
        (7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1)),
    ];

    private readonly HashSet<string> _limited = [.. options.Value.LimitedChannels];
    private readonly Dictionary<string, SendWindow> _windows = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Waits until the send may go, and counts it.</summary>
    /// <param name="send">The send.</param>
    /// <param name="nodes">Among how many nodes the tenant's limit is shared; a conversation is sent by one node.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(ClaimedSend send, int nodes, CancellationToken cancellationToken) =>
        WaitAsync(send.ConversationId, send.Conversation.ChannelId, send.Item.Reference, nodes, cancellationToken);

    /// <summary>Waits until a request of a conversation may go, and counts it.</summary>
    public async Task WaitAsync(long conversationId, string channelId, ConversationReference reference, int nodes, CancellationToken cancellationToken)
    {
        if (!_limited.Contains(channelId) || IsStandIn(reference))
            return;
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                var conversation = Window($"c|{conversationId}", PerConversation);
                var tenant = Window($"t|{nodes}|{reference.Conversation?.TenantId}", [(Math.Max(1, options.Value.TenantPerSecond / nodes), TimeSpan.FromSeconds(1))]);
                wait = conversation.Wait() is var own && tenant.Wait() is var shared && own > shared ? own : shared;
                if (wait <= TimeSpan.Zero)
                {
                    conversation.Add();
                    tenant.Add();
                    return;
                }
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // The limits are Microsoft's service's. A connector on this machine, which only local mode talks to, is a stand-in for it.
    private static bool IsStandIn(ConversationReference reference) =>
        Uri.TryCreate(reference.ServiceUrl, UriKind.Absolute, out var service) && Loopback.IsLoopbackHost(service.Host);

    private SendWindow Window(string key, IReadOnlyList<(int Count, TimeSpan Span)> limits)
    {
        if (_windows.TryGetValue(key, out var window))
            return window;
        if (_windows.Count >= SweepAt)
        {
            foreach (var (idle, _) in _windows.Where(pair => pair.Value.Last is not { } last || time.GetElapsedTime(last) > Forget).ToList())
                _windows.Remove(idle);
        }

        return _windows[key] = new SendWindow(limits, time);
    }
}
