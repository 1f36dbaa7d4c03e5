using System.Diagnostics;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>One delivery of a message to one node.</summary>
/// <param name="At">When it began, as a timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="Took">Until the answer, or until it was given up.</param>
/// <param name="Status">The answer's status; 0 when there was none.</param>
/// <param name="SaysWhen">Whether the answer said when to come again.</param>
/// <param name="Node">Which node was asked.</param>
internal readonly record struct Attempt(long At, TimeSpan Took, int Status, bool SaysWhen, int Node)
{
    /// <summary>When it ended, as a timestamp.</summary>
    public long EndedAt => At + (long)(Took.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Whether the bot took the message.</summary>
    public bool IsAcknowledged => Status is >= 200 and < 300;
}
