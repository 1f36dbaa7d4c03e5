using System.Diagnostics;

namespace AssistantBot.Benchmarks.Micro;

/// <summary>How long something takes, call by call, after it has been compiled well.</summary>
/// <param name="MeanUs">Mean, microseconds.</param>
/// <param name="P50Us">Half are quicker.</param>
/// <param name="P99Us">One in a hundred is slower.</param>
/// <param name="BytesAllocated">Bytes allocated by one call.</param>
/// <param name="Calls">How many were measured.</param>
internal sealed record Timing(double MeanUs, double P50Us, double P99Us, long BytesAllocated, int Calls)
{
    /// <summary>Calls again and again: a second to warm up, then for the time given.</summary>
    public static Timing Of(Action<int> call, double seconds)
    {
        var i = 0;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 1;)
            call(i++);
        var ticks = new List<long>(1 << 16);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds || ticks.Count < 100;)
        {
            var start = Stopwatch.GetTimestamp();
            call(i++);
            ticks.Add(Stopwatch.GetTimestamp() - start);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        ticks.Sort();
        return new Timing(
            Us(ticks.Average()), Us(ticks[ticks.Count / 2]), Us(ticks[(int)(ticks.Count * 0.99)]), allocated / ticks.Count, ticks.Count);

        static double Us(double time) => Math.Round(time * 1e6 / Stopwatch.Frequency, 2);
    }
}
