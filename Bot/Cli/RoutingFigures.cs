namespace AssistantBot.Bot.Cli;

/// <summary>Quality on a set of rows, for class human.</summary>
internal sealed record RoutingFigures(int Rows, double Precision, double Recall, double F1, double Auroc)
{
    public static RoutingFigures Of(IReadOnlyCollection<RoutingRow> rows)
    {
        var hits = rows.Count(row => row.Human && row.SaidHuman);
        var precision = Ratio(hits, rows.Count(row => row.SaidHuman));
        var recall = Ratio(hits, rows.Count(row => row.Human));
        var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new RoutingFigures(rows.Count, precision, recall, f1, AreaUnderCurve(rows));
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    /// <summary>The chance that a human row has a higher confidence than a routine row; ties count half.</summary>
    private static double AreaUnderCurve(IReadOnlyCollection<RoutingRow> rows)
    {
        var human = rows.Where(row => row.Human).Select(row => row.Decision.Confidence).ToArray();
        var routine = rows.Where(row => !row.Human).Select(row => row.Decision.Confidence).Order().ToArray();
        if (human.Length == 0 || routine.Length == 0)
        {
            return 0;
        }

        var wins = 0.0;
        foreach (var confidence in human)
        {
            var below = routine.Count(other => other < confidence);
            var equal = routine.Count(other => other == confidence);
            wins += below + (equal / 2.0);
        }

        return wins / ((double)human.Length * routine.Length);
    }
}
