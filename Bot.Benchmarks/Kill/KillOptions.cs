using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>What to kill, how often, when, and under which load.</summary>
internal sealed record KillOptions(LoadOptions Load, string Program, int Nodes, bool Pauses, int WebPercent, string? PostgreSql, IReadOnlyList<string?> Points)
{
    // The product's FailPoint, by name: the benchmark knows the product from outside only.
    private static readonly string[] FailPoints =
        ["BeforeInsert", "AfterInsert", "AfterCommit", "Claimed", "Running", "BeforeTurnCommit", "AfterTurnCommit", "AfterSend"];

    /// <summary>How many of the conversations are web chats; the others are Teams.</summary>
    public int WebChats => Load.Conversations * WebPercent / 100;

    /// <exception cref="FormatException">A value is none.</exception>
    public static KillOptions Parse(string[] args)
    {
        var load = LoadOptions.Parse(args, out var others, new LoadOptions { Rate = 200 });
        int Number(string name, int usual) => others.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : usual;
        var kills = Number("--kills", 12);
        var options = new KillOptions(
            load,
            Path.GetFullPath(others["--program"]),
            Number("--nodes", 1),
            others.GetValueOrDefault("--pause", "no") == "yes",
            Number("--web", 50),
            others.GetValueOrDefault("--postgresql"),
            others.GetValueOrDefault("--at") switch
            {
                null => [.. Enumerable.Repeat<string?>(null, kills)],
                "all" => [.. FailPoints.SelectMany(point => Enumerable.Repeat(point, kills))],
                var one => [.. Enumerable.Repeat(one, kills)],
            });
        if (options is { Nodes: > 1, PostgreSql: null })
            throw new FormatException("Several nodes need --postgresql.");
        return options;
    }
}
