using System.Diagnostics;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>A process that dies exactly between two steps of a message's life, at each of them, loses and repeats nothing.</summary>
public abstract class FailPointSuite
{
    private const int Conversations = 4;
    private const int MessagesPerRun = 24;
    private readonly string _provider;

    /// <param name="provider">A provider that <see cref="DurableEchoProgram"/> knows.</param>
    private protected FailPointSuite(string provider) => _provider = provider;

    /// <summary>The connection string of an empty database.</summary>
    protected abstract Task<string> CreateAsync();

    [Fact]
    public async Task Kill_AtEveryFailPoint_EveryAcknowledgedMessageIsAnsweredOnceInOrder()
    {
        var database = await CreateAsync();
        var acknowledged = new HashSet<string>();
        var sent = new List<string>();
        var lastOfAfterSend = 0;
        var next = 0;
        foreach (var (point, run) in Enum.GetValues<FailPoint>().Select((point, run) => (point, run)))
        {
            using var process = Start(database, $"{point}", $"{5 + (run % 3)}");
            // As a channel: what got no answer is delivered again before what is new.
            var deliveries = Enumerable.Range(0, next).Where(i => !acknowledged.Contains($"m{i}")).Concat(Enumerable.Range(next, MessagesPerRun)).Take(MessagesPerRun).ToList();
            next = Math.Max(next, deliveries[^1] + 1);
            await process.StandardInput.WriteAsync(string.Concat(deliveries.Select(i => $"c{i % Conversations} m{i}\n")));
            await process.StandardInput.FlushAsync();
            Read(await process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.Equal(128 + 9, process.ExitCode);
            if (point == FailPoint.AfterSend)
                lastOfAfterSend = sent.Count;
        }

        using (var last = Start(database, "None", "0"))
        {
            // Everything once more, as a channel delivers again: what was accepted before has no second effect.
            for (var i = 0; i < next; i++)
                await last.StandardInput.WriteLineAsync($"c{i % Conversations} m{i}");
            await last.StandardInput.WriteLineAsync("drain");
            await last.StandardInput.FlushAsync();
            string? line;
            while ((line = await last.StandardOutput.ReadLineAsync()) is not null and not "idle")
                Read(line);
            Assert.Equal("idle", line);
            last.StandardInput.Close();
            await last.WaitForExitAsync();
        }

        Assert.Equal(next, acknowledged.Count);
        Assert.Equal(Enumerable.Range(0, next).Select(i => $"m{i}").Order(), sent.Distinct().Order());
        // A send that was under way when the process died is the one thing that may be seen twice; elsewhere there is one a conversation.
        Assert.InRange(sent.Count - sent.Distinct().Count(), 1, Enum.GetValues<FailPoint>().Length * Conversations);
        // Conversations send beside each other: the one that died after its send need not have been the last to say so.
        Assert.NotEmpty(sent.Take(lastOfAfterSend).Intersect(sent.Skip(lastOfAfterSend)));
        for (var conversation = 0; conversation < Conversations; conversation++)
        {
            var answers = sent.Distinct().Where(id => Number(id) % Conversations == conversation).ToList();
            Assert.Equal(answers.OrderBy(Number), answers);
        }

        void Read(string lines)
        {
            foreach (var line in lines.Split('\n'))
            {
                if (line.StartsWith("ack ", StringComparison.Ordinal))
                    acknowledged.Add(line["ack ".Length..].Trim());
                else if (line.StartsWith("sent ", StringComparison.Ordinal))
                    sent.Add(line["sent ".Length..].Trim());
            }
        }
    }

    private static int Number(string id) => int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private Process Start(string database, string point, string after) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(FailPointSuite).Assembly.Location, DurableEchoProgram.Argument, _provider, database, point, after])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
}

public sealed class SqliteFailPointTests() : FailPointSuite(DurableEchoProgram.Sqlite), IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override Task<string> CreateAsync() => Task.FromResult($"Data Source={_directory.File("assistantbot.db")}");
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlFailPointTests(PostgresServer server) : FailPointSuite(DurableEchoProgram.PostgreSql)
{
    protected override Task<string> CreateAsync() => server.EmptyDatabaseAsync("failpoints");
}
