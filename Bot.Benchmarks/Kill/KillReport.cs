using System.Diagnostics;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>What came of the kills, as JSON, and which promises were broken.</summary>
internal sealed class KillReport(KillOptions options, Ledger teams, Ledger web, WebChats chats, NodeClient client)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<long> _killed = [];
    private readonly List<long> _paused = [];

    /// <summary>Feeds that do not hold what their reader was shown.</summary>
    public int FeedsOtherThanShown { get; set; }

    /// <summary>Sends whose end the product did not see, by the message that was being answered.</summary>
    public IReadOnlyDictionary<string, int> SendsInFlight { get; set; } = new Dictionary<string, int>();

    /// <summary>Notes that a node dies now.</summary>
    public void Killed() => _killed.Add(Stopwatch.GetTimestamp());

    /// <summary>Notes that a node is stopped now.</summary>
    public void Paused() => _paused.Add(Stopwatch.GetTimestamp());

    /// <summary>Writes one JSON line.</summary>
    /// <returns>The exit code: 1 when a promise was broken.</returns>
    public int Print()
    {
        var again = teams.AnsweredAgain();
        var inFlight = SendsInFlight.Where(send => teams.Knows(send.Key)).ToDictionary();
        var unexplained = again.Sum(message => Math.Max(0, message.Value - inFlight.GetValueOrDefault(message.Key)));
        var (teamsLost, webLost) = (teams.Lost(), web.Lost());
        string[] broken =
        [
            .. If(teamsLost.Count > 0, $"Teams lost {string.Join(' ', teamsLost.Take(5))}"),
            .. If(webLost.Count > 0, $"web chat lost {string.Join(' ', webLost.Take(5))}"),
            .. If(unexplained > 0, "Teams was answered twice where no send was in flight"),
            .. If(teams.Duplicates > inFlight.Values.Sum(), "Teams was answered twice more often than sends were in flight"),
            .. If(web.Duplicates > 0, "web chat was answered twice"),
            .. If(chats.Doubled > 0, "web chat was shown something twice"),
            .. If(FeedsOtherThanShown > 0, "a web chat was not shown what its feed holds"),
            .. If(teams.Inversions + web.Inversions + chats.Disordered > 0, "order"),
            // A node that is woken in the middle of a send may come late with it.
            .. If(teams.LateDuplicates > 0 && _paused.Count == 0, "a duplicate came after a later answer"),
        ];
        Console.WriteLine(LoadReport.Write(new
        {
            Storage = options.PostgreSql is null ? "Sqlite" : "PostgreSql",
            options.Nodes,
            options.Load.Conversations,
            options.Load.Rate,
            Seconds = Math.Round(_clock.Elapsed.TotalSeconds),
            Kills = _killed.Count,
            Pauses = _paused.Count,
            At = options.Points.OfType<string>().Distinct(),
            Acknowledged = teams.Acknowledged + web.Acknowledged,
            Answered = teams.Answered + web.Answered,
            Lost = teamsLost.Count + webLost.Count,
            Inversions = teams.Inversions + web.Inversions + chats.Disordered,
            RetriedRequests = client.Retried,
            Teams = new
            {
                teams.Acknowledged, teams.Answered, Lost = teamsLost.Count, teams.Inversions, teams.Duplicates, SendsInFlight = inFlight.Values.Sum(),
                DuplicatesNotInFlight = unexplained, teams.LateDuplicates, Latency = Latency(teams),
            },
            Web = new
            {
                Conversations = options.WebChats, web.Acknowledged, web.Answered, Lost = webLost.Count, web.Inversions, Duplicates = web.Duplicates + chats.Doubled,
                chats.Disordered, FeedsOtherThanShown, chats.Revised, chats.Reconnected, Latency = Latency(web),
            },
            AnsweredAgainAfterKillMs = _killed.ConvertAll(Recovery),
            AnsweredAgainAfterPauseMs = _paused.ConvertAll(Recovery),
            Broken = broken,
        }));
        return broken.Length == 0 ? 0 : 1;
    }

    private static string[] If(bool isBroken, string promise) => isBroken ? [promise] : [];

    private static object Latency(Ledger ledger)
    {
        var (acknowledgement, answer) = (ledger.Percentiles(message => message.AcknowledgedAfter), ledger.Percentiles(message => message.AnsweredAfter));
        return new { AckP50Ms = Math.Round(acknowledgement.P50, 2), AckP99Ms = Math.Round(acknowledgement.P99, 2), AnswerP50Ms = Math.Round(answer.P50, 2), AnswerP99Ms = Math.Round(answer.P99, 2) };
    }

    // From the kill until the last conversation that wrote within two seconds after it had its first answer to what it wrote then; -1 when one never had.
    private double Recovery(long at)
    {
        var until = at + (2 * Stopwatch.Frequency);
        var last = teams.Messages.Concat(web.Messages)
            .Where(message => message.PostedAt >= at && message.PostedAt < until)
            .GroupBy(message => message.Conversation)
            .Select(messages => messages.MinBy(message => message.Sequence)!)
            .Select(message => message.AnsweredAfter is { } after ? (Stopwatch.GetElapsedTime(at, message.PostedAt) + after).TotalMilliseconds : double.PositiveInfinity)
            .DefaultIfEmpty(0)
            .Max();
        return double.IsPositiveInfinity(last) ? -1 : Math.Round(last);
    }
}
