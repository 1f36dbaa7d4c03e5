using System.Text.Json;

namespace AssistantBot.Benchmarks.Load;

/// <summary>The outcome as one JSON line.</summary>
internal static class LoadReport
{
    public static int Print(LoadOptions options, Ledger ledger, int refused, int kills = 0)
    {
        var acknowledgement = ledger.Percentiles(message => message.AcknowledgedAfter);
        var answer = ledger.Percentiles(message => message.AnsweredAfter);
        var lost = ledger.Lost().Count;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            conversations = options.Conversations,
            seconds = options.Duration.TotalSeconds,
            kills,
            acknowledged = ledger.Acknowledged,
            answered = ledger.Answered,
            refused,
            lost,
            duplicates = ledger.Duplicates,
            inversions = ledger.Inversions,
            replies_per_second = Math.Round(ledger.Answered / options.Duration.TotalSeconds, 1),
            ack_p50_ms = Math.Round(acknowledgement.P50, 2),
            ack_p99_ms = Math.Round(acknowledgement.P99, 2),
            answer_p50_ms = Math.Round(answer.P50, 2),
            answer_p99_ms = Math.Round(answer.P99, 2),
        }));
        return lost == 0 && ledger.Inversions == 0 ? 0 : 1;
    }
}
