using System.Diagnostics;
using System.Globalization;
using System.Text;
using AssistantBot.Benchmarks.Load;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Benchmarks.Micro;

/// <summary><c>retrieval</c>: how loading and searching grow with the knowledge base; optionally as a drawing.</summary>
internal static class RetrievalCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        _ = LoadOptions.Parse(args, out var given);
        var sizes = given.GetValueOrDefault("--entries", "200,1000,10000,30000,100000").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture));
        var rows = new List<RetrievalRow>();
        WarmUp();
        foreach (var size in sizes)
        {
            var knowledge = new SyntheticKnowledge(1);
            var entries = knowledge.Base(size);
            var questions = knowledge.Questions(1000);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clock = Stopwatch.StartNew();
            var retriever = new KnowledgeRetriever(new RetrievalOptions());
            retriever.Publish(entries);
            var load = clock.Elapsed.TotalSeconds;
            var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var search = Timing.Of(i => retriever.Search(new RetrievalQuery(questions[i % questions.Count], Audience.All)), 3);
            rows.Add(new RetrievalRow(size, Math.Round(load, 2), Math.Round(memory / 1048576.0, 1), Math.Round(search.P50Us / 1000, 3), Math.Round(search.P99Us / 1000, 3)));
            Console.Error.WriteLine(LoadReport.Write(rows[^1]));
        }

        if (given.TryGetValue("--svg", out var file))
            await File.WriteAllTextAsync(file, Draw(rows));
        Console.WriteLine(LoadReport.Write(rows));
        return 0;
    }

    // The first seconds would measure the just-in-time compiler.
    private static void WarmUp()
    {
        var knowledge = new SyntheticKnowledge(2);
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(knowledge.Base(500));
        var questions = knowledge.Questions(1000);
        _ = Timing.Of(i => retriever.Search(new RetrievalQuery(questions[i % questions.Count], Audience.All)), 6);
    }

    // Both axes logarithmic: a straight line that rises by one decade in one is growth in proportion.
    private static string Draw(List<RetrievalRow> rows)
    {
        const int Width = 640, Height = 320, Left = 60, Bottom = 280, Top = 30, Right = 620;
        double X(double entries) => Left + (Right - Left) * (Math.Log10(entries) - 2) / 3;
        double Y(double ms) => Bottom - (Bottom - Top) * (Math.Log10(Math.Max(ms, 0.01)) + 2) / 4;
        var svg = new StringBuilder($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">
            <rect width="{Width}" height="{Height}" fill="white"/>
            <text x="{Left}" y="18">Search over N entries, milliseconds (p50 and p99), logarithmic</text>

            """);
        for (var decade = -2; decade <= 2; decade++)
            svg.AppendLine(Invariant($"""<line x1="{Left}" x2="{Right}" y1="{Y(Math.Pow(10, decade)):0.#}" y2="{Y(Math.Pow(10, decade)):0.#}" stroke="#ddd"/><text x="{Left - 6}" y="{Y(Math.Pow(10, decade)) + 4:0.#}" text-anchor="end">{Math.Pow(10, decade)}</text>"""));
        for (var decade = 2; decade <= 5; decade++)
            svg.AppendLine(Invariant($"""<line x1="{X(Math.Pow(10, decade)):0.#}" x2="{X(Math.Pow(10, decade)):0.#}" y1="{Top}" y2="{Bottom}" stroke="#ddd"/><text x="{X(Math.Pow(10, decade)):0.#}" y="{Bottom + 18}" text-anchor="middle">{Math.Pow(10, decade)}</text>"""));
        foreach (var (name, colour, value) in new (string, string, Func<RetrievalRow, double>)[] { ("p99", "#b3261e", row => row.P99Ms), ("p50", "#0b57d0", row => row.P50Ms) })
        {
            svg.AppendLine(Invariant($"""<polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', rows.Select(row => Invariant($"{X(row.Entries):0.#},{Y(value(row)):0.#}")))}"/>"""));
            svg.AppendLine(Invariant($"""<text x="{Right}" y="{Y(value(rows[^1])) - 6:0.#}" text-anchor="end" fill="{colour}">{name}</text>"""));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
