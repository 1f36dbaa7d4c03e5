using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.PostgreSql;

/// <summary>
/// The feed among nodes. The first thing shown in a conversation goes to all nodes; one that has a watcher says so, and then gets what follows.
/// Without an answer nothing is sent but a try now and then. Whatever cannot be sent at once is dropped or replaced by what is newer: the
/// finished answer comes by the transcript. On a connection and a thread of its own, so that nobody waits for it.
/// </summary>
internal sealed class PostgreSqlEphemeralFeed : IEphemeralFeed, IDisposable
{
    /// <summary>The channel's name.</summary>
    public const string Channel = "assistantbot_ephemeral";

    private const int MostWaiting = 256;
    private const int MostKnown = 4_000;
    private const int MostSenders = 64;
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    // Until it is tried again whether somebody watches elsewhere; for how long an answer counts; how often it is repeated.
    private static readonly TimeSpan NextTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerCounts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerAgain = TimeSpan.FromSeconds(3);

    private readonly PostgreSqlNotifier _notifier;
    private readonly PostgreSqlNode _node;
    private readonly TimeProvider _time;
    private readonly EphemeralFeed _here = new();
    private readonly Dictionary<ConversationKey, Elsewhere> _elsewhere = [];
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly ManualResetEventSlim _closing = new(false);
    private Dictionary<(ConversationKey Conversation, string? Stream), Activity> _waiting = [];
    private HashSet<ConversationKey> _answers = [];

    // Of the node's thread only: when it last answered, and what has arrived of what each node shows.
    private readonly Dictionary<ConversationKey, long> _answered = [];
    private readonly Dictionary<long, List<string>> _arriving = [];

    public PostgreSqlEphemeralFeed(PostgreSqlDatabase database, TimeProvider time)
    {
        (_notifier, _node, _time) = (new PostgreSqlNotifier(database.Connections, Channel), database.Ownership, time);
        _thread = new Thread(Run) { IsBackground = true, Name = "Ephemeral feed" };
        _thread.Start();
        _node.EphemeralHeard += Hear;
    }

    public void Publish(ConversationKey conversation, Activity activity)
    {
        _here.Publish(conversation, activity);
        if (_node.Nodes < 2)
            return;
        lock (_gate)
        {
            if (!MayBeWatchedElsewhere(conversation, activity))
                return;
            Enqueue(conversation, activity);
        }

        _signal.Set();
    }

    public IDisposable Watch(ConversationKey conversation, Action<Activity> onActivity) => _here.Watch(conversation, onActivity);

    public void Dispose()
    {
        _node.EphemeralHeard -= Hear;
        _closing.Set();
        _signal.Set();
        _thread.Join();
        _notifier.Dispose();
        _signal.Dispose();
        _closing.Dispose();
    }

    private void Enqueue(ConversationKey conversation, Activity activity)
    {
        // Typing has an id of its own each time; of a stream only the newest chunk says anything.
        var key = (conversation, string.IsNullOrEmpty(activity.Text) ? null : activity.Id);
        if (_waiting.Count < MostWaiting || _waiting.ContainsKey(key))
            _waiting[key] = activity;
    }

    private bool MayBeWatchedElsewhere(ConversationKey conversation, Activity activity)
    {
        if (_elsewhere.TryGetValue(conversation, out var known) && !IsOver(known))
        {
            if (!known.IsWatched)
                _elsewhere[conversation] = known with { Newest = activity };
            return known.IsWatched;
        }

        if (_elsewhere.Count >= MostKnown)
        {
            foreach (var old in _elsewhere.Where(entry => IsOver(entry.Value)).Select(entry => entry.Key).ToList())
                _elsewhere.Remove(old);
            if (_elsewhere.Count >= MostKnown)
                return false;
        }

        _elsewhere[conversation] = new Elsewhere(_time.GetTimestamp(), false, null);
        return true;
    }

    private bool IsOver(Elsewhere known) => _time.GetElapsedTime(known.Since) >= (known.IsWatched ? AnswerCounts : NextTry);

    private void Hear(string text)
    {
        if (EphemeralText.Read(text) is not { } heard || heard.Sender == _node.Session)
            return;
        if (heard.Piece is null)
        {
            HearAnswer(heard.Conversation);
        }
        else if (_here.IsWatched(heard.Conversation))
        {
            Answer(heard.Conversation);
            if (Complete(heard) is { } activity)
                _here.Publish(heard.Conversation, activity);
        }
    }

    private void HearAnswer(ConversationKey conversation)
    {
        lock (_gate)
        {
            // Nothing was shown in it here.
            if (!_elsewhere.TryGetValue(conversation, out var known))
                return;
            _elsewhere[conversation] = new Elsewhere(_time.GetTimestamp(), true, null);
            if (known.Newest is not { } newest)
                return;
            Enqueue(conversation, newest);
        }

        _signal.Set();
    }

    private void Answer(ConversationKey conversation)
    {
        if (_answered.TryGetValue(conversation, out var before) && _time.GetElapsedTime(before) < AnswerAgain)
            return;
        if (_answered.Count >= MostKnown)
            _answered.Clear();
        _answered[conversation] = _time.GetTimestamp();
        lock (_gate)
            _answers.Add(conversation);
        _signal.Set();
    }

    // The pieces of one text are sent in one transaction, so they arrive one after the other.
    private Activity? Complete(EphemeralText heard)
    {
        if (heard.Index == 0)
        {
            // Nodes that went in the middle leave something behind.
            if (_arriving.Count >= MostSenders)
                _arriving.Clear();
            _arriving[heard.Sender] = [];
        }

        if (!_arriving.TryGetValue(heard.Sender, out var pieces) || pieces.Count != heard.Index)
            return null;
        pieces.Add(heard.Piece!);
        if (pieces.Count < heard.Count)
            return null;
        _arriving.Remove(heard.Sender);
        try
        {
            return ActivityJson.Read(Convert.FromBase64String(string.Concat(pieces)));
        }
        catch (Exception unknown) when (unknown is FormatException or JsonException)
        {
            return null;
        }
    }

    private void Run()
    {
        while (true)
        {
            _signal.WaitOne();
            if (_closing.Wait(Coalescing))
                return;
            Dictionary<(ConversationKey Conversation, string? Stream), Activity> sending;
            HashSet<ConversationKey> answers;
            lock (_gate)
                (sending, answers, _waiting, _answers) = (_waiting, _answers, [], []);
            string[] texts =
            [
                .. answers.SelectMany(conversation => EphemeralText.Watching(_node.Session, conversation)),
                .. sending.SelectMany(entry => EphemeralText.Show(_node.Session, entry.Key.Conversation, ActivityJson.WriteUtf8(entry.Value))),
            ];
            if (texts.Length > 0 && !_notifier.TrySend(texts) && _closing.Wait(Rest))
                return;
        }
    }

    /// <summary>What is known of watchers on other nodes: asked or answered when, and what was not sent since it was asked.</summary>
    private sealed record Elsewhere(long Since, bool IsWatched, Activity? Newest);
}
