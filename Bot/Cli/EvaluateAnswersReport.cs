using System.Globalization;
using System.Text.Json;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Bot.Cli;

/// <summary>The figures of a run and their tables.</summary>
internal sealed class EvaluateAnswersReport
{
    private readonly IReadOnlyList<EvaluateAnswersRow> _rows;

    public EvaluateAnswersReport(IReadOnlyList<EvaluateAnswersRow> rows)
    {
        _rows = rows;
        RecallAt1 = Recall(rows, 1);
        RecallAt3 = Recall(rows, 3);
        Mrr = Mean(rows.Where(row => row.IsAnswerable).Select(row => row.Rank == 0 ? 0 : 1.0 / row.Rank));
        NoAnswerAuroc = Auroc(
            [.. rows.Where(row => row.IsAnswerable).Select(row => row.Result.Confidence)],
            [.. rows.Where(row => !row.IsAnswerable).Select(row => row.Result.Confidence)]);
        Right = Mean(rows.Select(row => row.IsRight ? 1.0 : 0));
    }

    /// <summary>Share of answerable queries whose first entry is right; null without such queries.</summary>
    public double? RecallAt1 { get; }

    public double? RecallAt3 { get; }

    /// <summary>Mean of 1/rank of the right entry over answerable queries.</summary>
    public double? Mrr { get; }

    /// <summary>Probability that an answerable query gets a higher confidence than one without answer.</summary>
    public double? NoAnswerAuroc { get; }

    /// <summary>Share of queries with the right entry answered or rightly not answered.</summary>
    public double? Right { get; }

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync("                                 n    R@1    R@3    MRR  right  offered");
        foreach (var group in _rows.GroupBy(row => $"{row.Query.Language ?? "?"} {row.Query.Style ?? ""}", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Line(group.Key, [.. group]));
        }

        foreach (var group in _rows.GroupBy(row => row.Query.Language ?? "?", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Line($"all {group.Key}", [.. group]));
        }

        await output.WriteLineAsync(Line("all", _rows));
        await output.WriteLineAsync();
        await output.WriteLineAsync(Outcomes("answerable", [.. _rows.Where(row => row.IsAnswerable)]));
        await output.WriteLineAsync(Outcomes("without answer", [.. _rows.Where(row => !row.IsAnswerable)]));
        await output.WriteLineAsync();
        await output.WriteLineAsync("Misses:");
        foreach (var row in _rows.Where(row => !row.IsRight))
        {
            await output.WriteLineAsync(Miss(row));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(Json());
    }

    private static double? Mean(IEnumerable<double> values) =>
        values.DefaultIfEmpty(double.NaN).Average() is var mean && double.IsNaN(mean) ? null : mean;

    private static double? Recall(IEnumerable<EvaluateAnswersRow> rows, int depth) =>
        Mean(rows.Where(row => row.IsAnswerable).Select(row => row.Rank > 0 && row.Rank <= depth ? 1.0 : 0));

    private static double? Auroc(double[] positives, double[] negatives)
    {
        if (positives.Length == 0 || negatives.Length == 0)
        {
            return null;
        }

        var wins = positives.Sum(positive => negatives.Sum(negative => positive > negative ? 1.0 : positive < negative ? 0 : 0.5));
        return wins / positives.Length / negatives.Length;
    }

    private static string Line(string name, IReadOnlyList<EvaluateAnswersRow> rows)
    {
        static string Figure(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
        var mrr = Mean(rows.Where(row => row.IsAnswerable).Select(row => row.Rank == 0 ? 0 : 1.0 / row.Rank));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28} {rows.Count,5} {Figure(Recall(rows, 1)),6} {Figure(Recall(rows, 3)),6} {Figure(mrr),6} {Figure(Mean(rows.Select(row => row.IsRight ? 1.0 : 0))),6} {rows.Count(row => row.IsOffered),8}");
    }

    private static string Outcomes(string name, IReadOnlyList<EvaluateAnswersRow> rows)
    {
        string Share(Func<EvaluateAnswersRow, bool> counts) => rows.Count == 0 ? "-" : ((double)rows.Count(counts) / rows.Count).ToString("0.000", CultureInfo.InvariantCulture);
        bool Is(EvaluateAnswersRow row, RetrievalOutcome outcome) => row.Result.Outcome == outcome;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28} {rows.Count,5}  answered {Share(row => Is(row, RetrievalOutcome.Answer))} (rightly {Share(row => row.IsAnswerable && row.IsRight)}), asked back {Share(row => Is(row, RetrievalOutcome.Clarify))} (right entry among three {Share(row => row.IsOffered)}), no answer {Share(row => Is(row, RetrievalOutcome.NoAnswer))}");
    }

    private static string Miss(EvaluateAnswersRow row)
    {
        var first = row.Result.Entries.Count > 0 ? row.Result.Entries[0].Entry : null;
        var what = row.Result.Outcome switch
        {
            RetrievalOutcome.Answer => "answered",
            RetrievalOutcome.Clarify => "asked back",
            _ => "no answer",
        };
        var expected = row.IsAnswerable ? $"{row.Query.EntryId} (rank {(row.Rank == 0 ? "-" : row.Rank.ToString(CultureInfo.InvariantCulture))})" : "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {row.Query.Id} {row.Query.Language} {row.Query.Style}: {row.Query.Text}\n      expected {expected}; {what} {row.Result.Confidence:0.00} {first?.Id} {first?.Question}");
    }

    private string Json() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["queries"] = _rows.Count,
        ["recall_at_1"] = Round(RecallAt1),
        ["recall_at_3"] = Round(RecallAt3),
        ["mrr"] = Round(Mrr),
        ["no_answer_auroc"] = Round(NoAnswerAuroc),
        ["right"] = Round(Right),
    });

    private static double? Round(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
