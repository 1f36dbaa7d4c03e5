namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Past sends of one conversation or tenant, held against limits of "so many in so long". Not safe for concurrent use.</summary>
internal sealed class SendWindow(IReadOnlyList<(int Count, TimeSpan Span)> limits, TimeProvider time)
{
    // The channel counts arrivals, not departures: a little distance keeps jitter on the way from adding up.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    private readonly List<long> _sent = [];
    private readonly int _kept = limits.Max(limit => limit.Count);

    /// <summary>When the last send was, in timestamps of the clock; null before the first.</summary>
    public long? Last => _sent.Count == 0 ? null : _sent[^1];

    /// <summary>How long to wait before the next send; zero when it may go now.</summary>
    public TimeSpan Wait()
    {
        var longest = TimeSpan.Zero;
        foreach (var (count, span) in limits)
        {
            if (_sent.Count < count)
                continue;
            var left = span + Margin - time.GetElapsedTime(_sent[^count]);
            if (left > longest)
                longest = left;
        }

        return longest;
    }

    /// <summary>Counts a send.</summary>
    public void Add()
    {
        if (_sent.Count >= 2 * _kept)
            _sent.RemoveRange(0, _sent.Count - _kept);
        _sent.Add(time.GetTimestamp());
    }
}
