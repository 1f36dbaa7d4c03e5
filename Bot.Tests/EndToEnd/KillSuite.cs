using System.Diagnostics;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>A process that is killed at any moment loses nothing it has acknowledged and answers nothing twice.</summary>
public abstract class KillSuite
{
    private const int Kills = 12;
    private const int Conversations = 5;
    private readonly string _provider;

    /// <param name="provider">A provider that <see cref="DurableEchoProgram"/> knows.</param>
    private protected KillSuite(string provider) => _provider = provider;

    /// <summary>The connection string of an empty database.</summary>
    protected abstract Task<string> CreateAsync();

    [Fact]
    public async Task Kill_ADozenTimesUnderLoad_EveryAcknowledgedMessageIsAnsweredOnceInOrder()
    {
        var seed = Environment.TickCount;
#pragma warning disable CA5394 // Moments to kill at need no secrecy.
        var random = new Random(seed);
        var database = await CreateAsync();
        var acknowledged = new HashSet<string>();
        var next = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(database);
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
            var left = random.Next(1, 60);
            for (var i = 0; i < 80; i++)
                await process.StandardInput.WriteLineAsync($"c{next % Conversations} m{next++}");
            await process.StandardInput.FlushAsync();
            while (left-- > 0 && await process.StandardOutput.ReadLineAsync() is { } line)
                acknowledged.Add(line["ack ".Length..]);
            process.Kill();
            // What was on its way when the process died was acknowledged too.
            while (await process.StandardOutput.ReadLineAsync() is { } late)
            {
                if (late.StartsWith("ack m", StringComparison.Ordinal))
                    acknowledged.Add(late["ack ".Length..]);
            }

            await process.WaitForExitAsync();
        }
#pragma warning restore CA5394

        using (var last = Start(database))
        {
            Assert.Equal("ready", await last.StandardOutput.ReadLineAsync());
            // Everything once more, as a channel delivers again: what was accepted before has no second effect.
            for (var i = 0; i < next; i++)
                await last.StandardInput.WriteLineAsync($"c{i % Conversations} m{i}");
            await last.StandardInput.WriteLineAsync("drain");
            await last.StandardInput.FlushAsync();
            string? line;
            while ((line = await last.StandardOutput.ReadLineAsync()) is not null and not "idle")
                acknowledged.Add(line["ack ".Length..]);
            Assert.Equal("idle", line);
            last.StandardInput.Close();
            await last.WaitForExitAsync();
        }

        var asked = new List<string>();
        var answered = new List<string>();
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = database };
        await using var host = await EngineHost.StartAsync(services => DurableEchoProgram.AddStorage(services, _provider), settings, (_, _) => Task.CompletedTask);
        for (var conversation = 0; conversation < Conversations; conversation++)
        {
            var feed = await host.Transcripts.ReadAsync(new ConversationKey(ChannelIds.Directline, $"c{conversation}"), 0, 100_000, CancellationToken.None);
            var questions = feed.Where(entry => entry.Activity.From?.Id == "user1").Select(entry => entry.Activity.Text!).ToList();
            var answers = feed.Where(entry => entry.Activity.From?.Id == "bot").Select(entry => entry.Activity.Text!["echo ".Length..]).ToList();
            var first = Enumerable.Range(0, Math.Max(questions.Count, answers.Count)).FirstOrDefault(i => questions.ElementAtOrDefault(i) != answers.ElementAtOrDefault(i), -1);
            Assert.True(
                first < 0,
                $"seed {seed}: answers of c{conversation} are out of order, missing or double from {first}: asked {string.Join(' ', questions.Skip(first).Take(5))}, answered {string.Join(' ', answers.Skip(first).Take(5))}");
            asked.AddRange(questions);
            answered.AddRange(answers);
        }

        Assert.Equal(next, acknowledged.Count);
        Assert.Empty(acknowledged.Except(answered));
        Assert.Equal(answered.Count, answered.Distinct().Count());
        Assert.Equal(next, asked.Count);
    }

    private Process Start(string database) => Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
    {
        ArgumentList = { typeof(KillSuite).Assembly.Location, DurableEchoProgram.Argument, _provider, database },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}

public sealed class SqliteKillTests() : KillSuite(DurableEchoProgram.Sqlite), IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override Task<string> CreateAsync() => Task.FromResult($"Data Source={_directory.File("assistantbot.db")}");
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlKillTests(PostgresServer server) : KillSuite(DurableEchoProgram.PostgreSql)
{
    protected override Task<string> CreateAsync() => server.EmptyDatabaseAsync("kills");
}
