using System.Collections.Concurrent;
using System.Diagnostics;

namespace AssistantBot.Benchmarks.Load;

/// <summary>Who was told what: the oracle is set arithmetic on what was posted, acknowledged and answered.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Message> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _lastAnswered = new(StringComparer.Ordinal);
    private int _inversions;
    private int _duplicates;
    private int _lateDuplicates;
    private int _answered;

    /// <summary>Answers that arrived for the first time.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Answers that arrived again.</summary>
    public int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Of the duplicates, those that arrived after the answer to a later message of their conversation.</summary>
    public int LateDuplicates => Volatile.Read(ref _lateDuplicates);

    /// <summary>Answers that arrived before an earlier message of their conversation was answered.</summary>
    public int Inversions => Volatile.Read(ref _inversions);

    /// <summary>Messages the bot acknowledged with 2xx.</summary>
    public int Acknowledged => _messages.Values.Count(message => message.AcknowledgedAfter is not null);

    /// <summary>Everything posted.</summary>
    public IEnumerable<Message> Messages => _messages.Values;

    /// <summary>Acknowledged messages that have no answer.</summary>
    public IReadOnlyList<string> Lost() =>
        [.. _messages.Where(pair => pair.Value is { AcknowledgedAfter: not null, AnsweredAfter: null }).Select(pair => pair.Key)];

    /// <summary>How often each message was answered beyond the first time; those that never were are left out.</summary>
    public IReadOnlyDictionary<string, int> AnsweredAgain() =>
        _messages.Where(pair => pair.Value.AnsweredAgain > 0).ToDictionary(pair => pair.Key, pair => pair.Value.AnsweredAgain, StringComparer.Ordinal);

    /// <summary>True for what was posted.</summary>
    public bool Knows(string id) => _messages.ContainsKey(id);

    /// <summary>Notes a message about to be posted.</summary>
    public void Posting(string id, string conversation, int sequence, TaskCompletionSource answered) =>
        _messages[id] = new Message(conversation, sequence, Stopwatch.GetTimestamp(), answered);

    /// <summary>Notes a 2xx.</summary>
    public void Acknowledge(string id)
    {
        var message = _messages[id];
        message.AcknowledgedAfter ??= Stopwatch.GetElapsedTime(message.PostedAt);
    }

    /// <summary>Notes an answer that the bot sent.</summary>
    public void Answer(string id)
    {
        if (!_messages.TryGetValue(id, out var message))
            return;
        lock (message)
        {
            if (message.AnsweredAfter is not null)
            {
                message.AnsweredAgain++;
                Interlocked.Increment(ref _duplicates);
                if (_lastAnswered.TryGetValue(message.Conversation, out var latest) && message.Sequence < latest)
                    Interlocked.Increment(ref _lateDuplicates);
                return;
            }

            message.AnsweredAfter = Stopwatch.GetElapsedTime(message.PostedAt);
        }

        Interlocked.Increment(ref _answered);
        _lastAnswered.AddOrUpdate(message.Conversation, message.Sequence, (_, last) =>
        {
            if (message.Sequence < last)
                Interlocked.Increment(ref _inversions);
            return Math.Max(last, message.Sequence);
        });
        message.Answered.TrySetResult();
    }

    /// <summary>Milliseconds at percentiles of a duration.</summary>
    public (double P50, double P99) Percentiles(Func<Message, TimeSpan?> duration)
    {
        var sorted = _messages.Values.Select(duration).OfType<TimeSpan>().Select(span => span.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? (0, 0) : (sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
    }

    /// <summary>One message and what became of it.</summary>
    internal sealed class Message(string conversation, int sequence, long postedAt, TaskCompletionSource answered)
    {
        public string Conversation { get; } = conversation;

        public int Sequence { get; } = sequence;

        public long PostedAt { get; } = postedAt;

        public TaskCompletionSource Answered { get; } = answered;

        public TimeSpan? AcknowledgedAfter { get; set; }

        public TimeSpan? AnsweredAfter { get; set; }

        public int AnsweredAgain { get; set; }
    }
}
