using System.Collections.Concurrent;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Signals within one process, passed on to the other nodes.</summary>
internal sealed class ConversationSignals(INodeNotices notices) : IConversationSignals
{
    private readonly ConcurrentDictionary<ConversationKey, Action[]> _watchers = new();
    private volatile Action<ConversationKey>[] _all = [];
    private readonly Lock _gate = new();

    public void Notify(ConversationKey conversation)
    {
        NotifyHere(conversation);
        notices.Send(new NodeNotice(NodeNoticeKind.Changed, conversation));
    }

    /// <summary>Tells those who watch on this node.</summary>
    public void NotifyHere(ConversationKey conversation)
    {
        if (_watchers.TryGetValue(conversation, out var watchers))
        {
            foreach (var watcher in watchers)
                watcher();
        }

        foreach (var watcher in _all)
            watcher(conversation);
    }

    /// <summary>Tells everyone on this node to look, because notices may have been lost.</summary>
    public void NotifyAllHere()
    {
        foreach (var conversation in _watchers.Keys)
            NotifyHere(conversation);
    }

    public IDisposable Watch(ConversationKey conversation, Action onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        // A fresh delegate, so that the same callback can watch twice and each registration goes on its own.
        Action own = () => onChange();
        lock (_gate)
            _watchers[conversation] = [.. _watchers.GetValueOrDefault(conversation, []), own];
        return new Registration(() =>
        {
            lock (_gate)
            {
                Action[] rest = [.. _watchers.GetValueOrDefault(conversation, []).Where(watcher => !ReferenceEquals(watcher, own))];
                if (rest.Length == 0)
                    _watchers.TryRemove(conversation, out _);
                else
                    _watchers[conversation] = rest;
            }
        });
    }

    public IDisposable WatchAll(Action<ConversationKey> onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        Action<ConversationKey> own = conversation => onChange(conversation);
        lock (_gate)
            _all = [.. _all, own];
        return new Registration(() =>
        {
            lock (_gate)
                _all = [.. _all.Where(watcher => !ReferenceEquals(watcher, own))];
        });
    }

    private sealed class Registration(Action dispose) : IDisposable
    {
        private Action? _dispose = dispose;

        public void Dispose() => Interlocked.Exchange(ref _dispose, null)?.Invoke();
    }
}
