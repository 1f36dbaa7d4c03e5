using System.Collections.Concurrent;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.Support;

/// <summary>A channel that does what the test says and remembers what it was asked.</summary>
internal sealed class ScriptedSender(Func<OutboxItem, SendOutcome>? script = null) : IChannelSender
{
    private int _lastId;

    public ConcurrentQueue<OutboxItem> Attempts { get; } = new();

    /// <summary>What the channel has taken, in order.</summary>
    public ConcurrentQueue<OutboxItem> Delivered { get; } = new();

    public IEnumerable<string?> Texts => Delivered.Select(item => item.Activity?.Text);

    public bool Serves(string channelId) => channelId is not ("directline" or "webhook");

    public async Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Attempts.Enqueue(item);
        var outcome = script?.Invoke(item) ?? Taken(item);
        if (outcome.Kind == SendOutcomeKind.Delivered)
            Delivered.Enqueue(item);
        return outcome;
    }

    public SendOutcome Taken(OutboxItem item) => new(SendOutcomeKind.Delivered)
    {
        ActivityId = item.Operation is OutboxOperation.Send or OutboxOperation.CreateConversation ? $"ch-{Interlocked.Increment(ref _lastId)}" : null,
        ConversationId = item.Operation == OutboxOperation.CreateConversation ? "19:real;messageid=1" : null,
    };
}
