using System.Collections.Concurrent;
using System.Threading.Channels;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Passes what is never stored to the open sockets of a conversation. A socket that does not keep up loses the oldest.</summary>
internal sealed class DirectLineEphemera
{
    private const int Backlog = 32;

    private readonly ConcurrentDictionary<string, Subscription[]> _subscriptions = new(StringComparer.Ordinal);

    public Subscription Subscribe(string conversationId, Action wake)
    {
        var subscription = new Subscription(this, conversationId, wake);
        _subscriptions.AddOrUpdate(conversationId, [subscription], (_, others) => [.. others, subscription]);
        return subscription;
    }

    /// <summary>Passes an activity on.</summary>
    public void Publish(string conversationId, Activity activity)
    {
        if (!_subscriptions.TryGetValue(conversationId, out var subscriptions))
            return;
        foreach (var subscription in subscriptions)
            subscription.Add(activity);
    }

    private void Remove(Subscription subscription)
    {
        while (_subscriptions.TryGetValue(subscription.ConversationId, out var current))
        {
            var rest = current.Where(other => other != subscription).ToArray();
            if (rest.Length == 0
                ? _subscriptions.TryRemove(new(subscription.ConversationId, current))
                : _subscriptions.TryUpdate(subscription.ConversationId, rest, current))
                return;
        }
    }

    internal sealed class Subscription(DirectLineEphemera hub, string conversationId, Action wake) : IDisposable
    {
        private readonly Channel<Activity> _waiting = Channel.CreateBounded<Activity>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });

        public string ConversationId => conversationId;

        public void Add(Activity activity)
        {
            _waiting.Writer.TryWrite(activity);
            wake();
        }

        public List<Activity> Drain()
        {
            var drained = new List<Activity>();
            while (_waiting.Reader.TryRead(out var activity))
                drained.Add(activity);
            return drained;
        }

        public void Dispose() => hub.Remove(this);
    }
}
