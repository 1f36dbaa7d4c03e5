using System.Collections.Concurrent;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>The feed within one process.</summary>
public sealed class EphemeralFeed : IEphemeralFeed
{
    private readonly ConcurrentDictionary<ConversationKey, Watcher[]> _watchers = new();

    /// <summary>True while somebody watches the conversation.</summary>
    public bool IsWatched(ConversationKey conversation) => _watchers.ContainsKey(conversation);

    /// <inheritdoc/>
    public void Publish(ConversationKey conversation, Activity activity)
    {
        if (!_watchers.TryGetValue(conversation, out var watchers))
            return;
        foreach (var watcher in watchers)
            watcher.OnActivity(activity);
    }

    /// <inheritdoc/>
    public IDisposable Watch(ConversationKey conversation, Action<Activity> onActivity)
    {
        ArgumentNullException.ThrowIfNull(onActivity);
        var watcher = new Watcher(this, conversation, onActivity);
        _watchers.AddOrUpdate(conversation, [watcher], (_, others) => [.. others, watcher]);
        return watcher;
    }

    private void Remove(ConversationKey conversation, Watcher watcher)
    {
        while (_watchers.TryGetValue(conversation, out var current))
        {
            var rest = current.Where(other => other != watcher).ToArray();
            if (rest.Length == 0
                ? _watchers.TryRemove(new(conversation, current))
                : _watchers.TryUpdate(conversation, rest, current))
                return;
        }
    }

    private sealed class Watcher(EphemeralFeed feed, ConversationKey conversation, Action<Activity> onActivity) : IDisposable
    {
        public Action<Activity> OnActivity => onActivity;

        public void Dispose() => feed.Remove(conversation, this);
    }
}
