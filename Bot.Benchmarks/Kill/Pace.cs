using System.Diagnostics;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>When a conversation posts: at its share of the rate, begun at a random moment; what is late is posted at once.</summary>
internal sealed class Pace
{
    private readonly long _interval;
    private long _next;

    public Pace(LoadOptions options)
    {
        _interval = (long)((double)options.Conversations / options.Rate * Stopwatch.Frequency);
        _next = Stopwatch.GetTimestamp() - (long)(_interval * Random.Shared.NextDouble());
    }

    /// <summary>Waits until the next message is due.</summary>
    public Task NextAsync()
    {
        _next += _interval;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _next);
        return wait > TimeSpan.Zero ? Task.Delay(wait) : Task.CompletedTask;
    }
}
