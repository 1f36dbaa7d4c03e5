using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.Support;

/// <summary>The ports of the durable engine, in memory: accepts, deduplicates, keeps transcripts, tells watchers. Runs no bot.</summary>
internal sealed class FakeTurnEngine : ITurnDispatcher, ITranscriptStore, IConversationSignals, IInstallationSecrets, IAttachmentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, List<TranscriptEntry>> _transcripts = [];
    private readonly Dictionary<(ConversationKey, string), AcceptResult> _accepted = [];
    private readonly ConcurrentDictionary<object, (ConversationKey Key, Action OnChange)> _watchers = new();
    private long _nextInboxId;

    public ConcurrentQueue<InboundActivity> Inbox { get; } = new();

    public ConcurrentQueue<InboundActivity> Invokes { get; } = new();

    public Func<InboundActivity, InvokeResponse> OnInvoke { get; set; } = _ => new(501);

    public Func<InboundActivity, IReadOnlyList<Activity>> OnExpectReplies { get; set; } = _ => [];

    public TimeSpan? RejectWith { get; set; }

    public int WatcherCount => _watchers.Count;

    public Task<AcceptResult> AcceptAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        Reject();
        var key = KeyOf(inbound.Activity);
        var dedupe = inbound.DedupeKey ?? (inbound.Activity.Id is { } id ? $"{inbound.Activity.Type}|{id}" : null);
        AcceptResult result;
        lock (_lock)
        {
            if (dedupe is not null && _accepted.TryGetValue((key, dedupe), out var before))
                return Task.FromResult(before with { IsDuplicate = true });
            inbound.Activity.Id ??= Guid.NewGuid().ToString("N");
            result = new(++_nextInboxId, inbound.Activity.Id, false);
            if (dedupe is not null)
                _accepted[(key, dedupe)] = result;
            if (inbound.AppendToTranscript)
                AppendLocked(key, inbound.Activity);
        }

        Inbox.Enqueue(inbound);
        Notify(key);
        return Task.FromResult(result);
    }

    public Task<StoredAttachment?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Inbox.SelectMany(inbound => inbound.Files).FirstOrDefault(file => file.Id == id));

    public Task<int> CountAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        Task.FromResult(Inbox.Where(inbound => KeyOf(inbound.Activity) == conversation).Sum(inbound => inbound.Files.Count));

    public Task<InvokeResponse> InvokeAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        Reject();
        Invokes.Enqueue(inbound);
        return Task.FromResult(OnInvoke(inbound));
    }

    public Task<IReadOnlyList<Activity>> ExpectRepliesAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        Reject();
        Inbox.Enqueue(inbound);
        return Task.FromResult(OnExpectReplies(inbound));
    }

    /// <summary>Says something in a Direct Line conversation as the bot.</summary>
    public Activity Say(string conversationId, Activity activity)
    {
        var key = new ConversationKey(ChannelIds.Directline, conversationId);
        activity.Id ??= Guid.NewGuid().ToString("N");
        activity.From ??= new() { Id = "assistantbot", Name = "Assistant", Role = RoleTypes.Bot };
        lock (_lock)
            AppendLocked(key, activity);
        Notify(key);
        return activity;
    }

    public Activity Say(string conversationId, string text) => Say(conversationId, Activity.CreateMessage(text));

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(ConversationKey conversation, long after, int max, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<TranscriptEntry>>([.. Rows(conversation).Where(row => row.Sequence > after).Take(max).Select(Copy)]);
    }

    public Task<IReadOnlyList<TranscriptEntry>> ReadLastAsync(ConversationKey conversation, int count, long? upTo, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<TranscriptEntry>>([.. Rows(conversation).Where(row => row.Sequence <= (upTo ?? long.MaxValue)).TakeLast(count).Select(Copy)]);
    }

    public Task<IReadOnlyList<TranscriptEntry>> ReadHistoryAsync(TurnUnitOfWork turn, int count, CancellationToken cancellationToken) =>
        ReadLastAsync(turn.Conversation, count, null, cancellationToken);

    public void Notify(ConversationKey conversation)
    {
        foreach (var (key, onChange) in _watchers.Values)
        {
            if (key == conversation)
                onChange();
        }
    }

    public IDisposable Watch(ConversationKey conversation, Action onChange)
    {
        var token = new Unwatch(_watchers);
        _watchers[token] = (conversation, onChange);
        return token;
    }

    public IDisposable WatchAll(Action<ConversationKey> onChange) => throw new NotSupportedException();

    public Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(SHA256.HashData(Encoding.UTF8.GetBytes("fake installation " + name)));

    private static ConversationKey KeyOf(Activity activity) => new(activity.ChannelId!, activity.Conversation!.Id!);

    private static TranscriptEntry Copy(TranscriptEntry row) => row with { Activity = row.Activity.Clone() };

    private List<TranscriptEntry> Rows(ConversationKey key) => _transcripts.TryGetValue(key, out var rows) ? rows : [];

    private void AppendLocked(ConversationKey key, Activity activity)
    {
        if (!_transcripts.TryGetValue(key, out var rows))
            _transcripts[key] = rows = [];
        // Gaps, as inbox rows take numbers too.
        rows.Add(new((rows.Count + 1) * 3, activity.Clone(), DateTimeOffset.UtcNow));
    }

    private void Reject()
    {
        if (RejectWith is { } wait)
            throw new TurnRejectedException("Not now.", wait);
    }

    private sealed class Unwatch(ConcurrentDictionary<object, (ConversationKey, Action)> watchers) : IDisposable
    {
        public void Dispose() => watchers.TryRemove(this, out _);
    }
}
