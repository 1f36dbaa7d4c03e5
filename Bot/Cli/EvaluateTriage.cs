using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AssistantBot.Triage;

namespace AssistantBot.Bot.Cli;

/// <summary><c>evaluate triage FILE.jsonl</c>: how well messages are routed, at the product's own thresholds.</summary>
public sealed class EvaluateTriage(ITriage triage)
{
    /// <summary>Prints tables and misses; the last line is one JSON object.</summary>
    /// <returns>0 when measured, 1 when the file cannot be used, 2 for a wrong call.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args.Length != 1)
        {
            await output.WriteLineAsync("usage: evaluate triage FILE.jsonl");
            return 2;
        }

        try
        {
            var rows = await EvaluationRow.ReadAsync(args[0], Read, cancellationToken);
            var watch = Stopwatch.StartNew();
            rows = [.. rows.Select(row => row with { Decision = triage.Assess(new TriageInput(row.Text)) })];
            WriteReport(rows, watch.Elapsed, output);
            return 0;
        }
        catch (EvaluationException broken)
        {
            await output.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    private static RoutingRow Read(JsonElement row) => new(
        row.Text("id"),
        row.Text("lang"),
        row.Required("text"),
        row.Required("label") switch
        {
            "human" => true,
            "routine" => false,
            var other => throw new FormatException($"unknown label \"{other}\""),
        },
        row.Text("reason"),
        row.Flag("hard"),
        row.Flag("borderline"));

    private static void WriteReport(List<RoutingRow> rows, TimeSpan elapsed, TextWriter output)
    {
        var all = RoutingFigures.Of(rows);
        output.WriteLine($"{"",-22}{"rows",6}{"precision",11}{"recall",9}{"f1",8}{"auroc",8}");
        WriteLine("all", rows, output);
        WriteLine("without borderline", [.. rows.Where(row => !row.Borderline)], output);
        WriteLine("hard", [.. rows.Where(row => row.Hard)], output);
        WriteLine("easy", [.. rows.Where(row => !row.Hard)], output);
        foreach (var language in rows.GroupBy(row => row.Language).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            WriteLine("language " + language.Key, [.. language], output);
        }

        WriteReasons(rows, output);
        WriteMisses(rows, output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds * 1000 / rows.Count:0} microseconds a message on average"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"rows\":{all.Rows},\"precision\":{all.Precision:0.####},\"recall\":{all.Recall:0.####},\"f1\":{all.F1:0.####},\"auroc\":{all.Auroc:0.####}}}"));
    }

    private static void WriteLine(string name, List<RoutingRow> rows, TextWriter output)
    {
        if (rows.Count > 0)
        {
            var figures = RoutingFigures.Of(rows);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22}{figures.Rows,6}{figures.Precision,11:0.000}{figures.Recall,9:0.000}{figures.F1,8:0.000}{figures.Auroc,8:0.000}"));
        }
    }

    private static void WriteReasons(List<RoutingRow> rows, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("labelled, and what triage said:");
        foreach (var group in rows.GroupBy(row => row.Human ? row.Reason : "routine").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var said = group.GroupBy(row => row.SaidHuman ? row.Decision.Reason.ToString() : "routine")
                .OrderByDescending(part => part.Count())
                .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Count()}"));
            output.WriteLine($"  {group.Key,-18}{group.Count(),4}  {string.Join(", ", said)}");
        }
    }

    private static void WriteMisses(List<RoutingRow> rows, TextWriter output)
    {
        output.WriteLine();
        foreach (var row in rows.Where(row => row.Human != row.SaidHuman).OrderBy(row => row.Human))
        {
            var kind = row.Human ? "missed " + row.Reason : "false alarm " + row.Decision.Reason;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind} ({row.Decision.Confidence:0.00}) {row.Id}: {row.Text}"));
        }
    }
}
