using System.Collections.Concurrent;
using System.Diagnostics;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>
/// Two nodes of which one at a time is killed, or stopped and woken again, while messages go to both: the other goes on with its conversations,
/// nothing acknowledged is lost, nothing is answered twice or out of order.
/// </summary>
[Collection(PostgresServer.Collection)]
public sealed class SeveralNodesKillTests(PostgresServer server)
{
    private const int Rounds = 4;
    private const int Conversations = 6;
    private const int MessagesPerRound = 90;

    [Fact]
    public async Task Kill_OneOfTwoNodesAgainAndAgain_EveryAcknowledgedMessageIsAnsweredOnceInOrder()
    {
        var seed = Environment.TickCount;
#pragma warning disable CA5394 // Moments to kill at need no secrecy.
        var random = new Random(seed);
        var database = await server.EmptyDatabaseAsync("nodekills");
        var acknowledged = new ConcurrentDictionary<string, bool>();
        Node[] nodes = [await Node.StartAsync(database, acknowledged), await Node.StartAsync(database, acknowledged)];
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var victim = random.Next(2);
            var pauses = round % 2 == 1;
            var at = random.Next(10, MessagesPerRound - 10);
            for (var i = 0; i < MessagesPerRound; i++)
            {
                var id = $"m{next}";
                var line = $"c{next++ % Conversations} {id}";
                if (i == at)
                    await nodes[victim].EndAsync(pauses ? "STOP" : "KILL");
                // As a channel does: to any node, and to the other when that does not acknowledge it.
                var to = i < at ? random.Next(2) : 1 - victim;
                using var deadline = new CancellationTokenSource(Patience.Generous);
                while (!await nodes[to].PostAsync(line, id))
                {
                    // A node stopped within a transaction holds its rows for three seconds.
                    Assert.False(deadline.IsCancellationRequested, $"seed {seed}: nobody took {id}.");
                    to = 1 - to;
                }
            }

            // Woken again, it finds itself replaced; killed, it starts again.
            if (pauses)
                await nodes[victim].EndAsync("CONT");
            else
                nodes[victim] = await Node.StartAsync(database, acknowledged);
        }
#pragma warning restore CA5394

        await nodes[0].EndAsync("KILL");
        await nodes[1].EndAsync("KILL");
        var last = await Node.StartAsync(database, acknowledged);
        await last.DrainAsync();
        await last.EndAsync("KILL");
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = database };
        await using var host = await EngineHost.StartAsync(services => DurableEchoProgram.AddStorage(services, DurableEchoProgram.PostgreSql), settings, (_, _) => Task.CompletedTask);
        var answered = new List<string>();
        for (var conversation = 0; conversation < Conversations; conversation++)
        {
            var feed = await host.Transcripts.ReadAsync(new ConversationKey(ChannelIds.Directline, $"c{conversation}"), 0, 100_000, CancellationToken.None);
            var questions = feed.Where(entry => entry.Activity.From?.Id == "user1").Select(entry => entry.Activity.Text!).ToList();
            var answers = feed.Where(entry => entry.Activity.From?.Id == "bot").Select(entry => entry.Activity.Text!["echo ".Length..]).ToList();
            Assert.True(questions.SequenceEqual(answers), $"seed {seed}: c{conversation} was asked {string.Join(' ', questions)} and answered {string.Join(' ', answers)}");
            answered.AddRange(answers);
        }

        Assert.Equal(next, acknowledged.Count);
        Assert.Equal(acknowledged.Keys.Order(), answered.Order());
    }

    private sealed class Node
    {
        // Then the message goes to the other node as well.
        private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(2);
        private readonly Process _process;
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _ended;

        private Node(Process process) => _process = process;

        public static async Task<Node> StartAsync(string database, ConcurrentDictionary<string, bool> acknowledged)
        {
            var node = new Node(Process.Start(new ProcessStartInfo("dotnet")
            {
                ArgumentList = { typeof(SeveralNodesKillTests).Assembly.Location, DurableEchoProgram.Argument, DurableEchoProgram.PostgreSql, database },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!);
            _ = node.ReadAsync(acknowledged);
            await node._ready.Task.WaitAsync(Patience.Generous);
            return node;
        }

        /// <returns>False when it was not acknowledged, for whatever reason.</returns>
        public async Task<bool> PostAsync(string line, string id)
        {
            if (_ended)
                return false;
            var answer = _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                await _process.StandardInput.WriteLineAsync(line);
                await _process.StandardInput.FlushAsync();
                await answer.Task.WaitAsync(OneTry);
                return true;
            }
            catch (Exception failure) when (failure is IOException or TimeoutException or OperationCanceledException)
            {
                return false;
            }
        }

        public async Task DrainAsync()
        {
            await _process.StandardInput.WriteLineAsync("drain");
            await _process.StandardInput.FlushAsync();
            await _idle.Task.WaitAsync(Patience.Generous);
        }

        public async Task EndAsync(string signal)
        {
            _ended = signal != "CONT";
            using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            if (signal == "KILL")
                await _process.WaitForExitAsync();
        }

        private async Task ReadAsync(ConcurrentDictionary<string, bool> acknowledged)
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line == "ready")
                    _ready.TrySetResult();
                else if (line == "idle")
                    _idle.TrySetResult();
                else if (line.StartsWith("ack ", StringComparison.Ordinal))
                {
                    acknowledged[line["ack ".Length..]] = true;
                    _waiting.GetOrAdd(line["ack ".Length..], _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                }
            }

            foreach (var waiting in _waiting.Values)
                waiting.TrySetCanceled();
        }
    }
}
