using System.Text.Json;

namespace AssistantBot.Benchmarks.Load;

/// <summary>What came of a load.</summary>
internal sealed record LoadReport(
    int Conversations, double Seconds, int Kills, int Acknowledged, int Answered, int Refused, int Lost, int Duplicates, int Inversions,
    double RepliesPerSecond, double AckP50Ms, double AckP99Ms, double AnswerP50Ms, double AnswerP99Ms)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static LoadReport Of(LoadOptions options, Ledger ledger, int refused, int kills = 0)
    {
        var acknowledgement = ledger.Percentiles(message => message.AcknowledgedAfter);
        var answer = ledger.Percentiles(message => message.AnsweredAfter);
        return new LoadReport(
            options.Conversations, options.Duration.TotalSeconds, kills, ledger.Acknowledged, ledger.Answered, refused, ledger.Lost().Count,
            ledger.Duplicates, ledger.Inversions, Math.Round(ledger.Answered / options.Duration.TotalSeconds, 1),
            Math.Round(acknowledgement.P50, 2), Math.Round(acknowledgement.P99, 2), Math.Round(answer.P50, 2), Math.Round(answer.P99, 2));
    }

    /// <summary>Writes the report as one JSON line.</summary>
    /// <returns>The exit code: 1 when something was lost or out of order.</returns>
    public int Print()
    {
        Console.WriteLine(Write(this));
        return Lost == 0 && Inversions == 0 ? 0 : 1;
    }

    /// <summary>One JSON line of anything, as all commands write it.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);
}
