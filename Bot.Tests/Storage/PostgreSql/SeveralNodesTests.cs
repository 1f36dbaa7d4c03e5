using System.Collections.Concurrent;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AssistantBot.Tests.Storage.PostgreSql;

/// <summary>Several engines over one database, as on several machines.</summary>
[Collection(PostgresServer.Collection)]
public sealed class SeveralNodesTests(PostgresServer server) : IAsyncLifetime
{
    private const string Name = "nodes";
    private readonly List<EngineHost> _hosts = [];
    private readonly Dictionary<string, string?> _settings = new() { ["Turns:RetryDelay"] = "00:00:00.001" };

    public async Task InitializeAsync() => _settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync(Name);

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Start_SecondNode_PartitionsAreSharedAndComeBackWhenItStops()
    {
        var first = await StartAsync(EchoAsync);
        Assert.Equal(64, Count(first));
        var second = await StartAsync(EchoAsync);
        Assert.Equal((32, 32), (Count(first), Count(second)));
        var back = WhenPartitionsCome(first);
        await second.StopAsync();
        await back;
        Assert.Equal(64, Count(first));
    }

    [Fact]
    public async Task Accept_OnAnyNode_IsAnsweredOnceInOrderAndSeenOnEveryNode()
    {
        var ran = new ConcurrentDictionary<string, int>();
        Task Bot(string node, ITurnContext turn, CancellationToken cancellation)
        {
            ran.AddOrUpdate(node, 1, (_, count) => count + 1);
            return EchoAsync(turn, cancellation);
        }

        var first = await StartAsync((turn, cancellation) => Bot("first", turn, cancellation));
        var second = await StartAsync((turn, cancellation) => Bot("second", turn, cancellation));
        var answered = Enumerable.Range(0, 8).SelectMany(i => new[] { first, second }.Select(host => WhenAnsweredAsync(host, $"c{i}", 3))).ToList();
        for (var message = 1; message <= 3; message++)
        {
            for (var i = 0; i < 8; i++)
                await (((message + i) % 2 == 0) ? first : second).AcceptAsync(EngineHost.Message($"{message}", $"a{message}", $"c{i}"));
        }

        await Task.WhenAll(answered).WaitAsync(Patience.Generous);
        for (var i = 0; i < 8; i++)
            Assert.Equal(["> echo 1", "> echo 2", "> echo 3"], (await second.SaidAsync($"c{i}")).Where(line => line[0] == '>'));
        Assert.Equal((2, 24), (ran.Count, ran.Values.Sum()));
    }

    [Fact]
    public async Task ClaimNext_AnotherNodeWritesTheConversation_DoesNotWait()
    {
        // Nodes write in the order of conversations, and claim before that: a claim that waited for a conversation would close the circle.
        var node = await StartAsync(EchoAsync);
        await node.AcceptAsync(EngineHost.Message("hello", "a1"));
        await node.WhenDrainedAsync();
        await using var other = new NpgsqlConnection(server.ConnectionString(Name) + ";Pooling=false");
        await other.OpenAsync();
        await using var writing = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM conversations FOR UPDATE", other, writing);
        var conversation = (long)(await command.ExecuteScalarAsync())!;
        Assert.Null(await node.Get<ITurnStore>().ClaimNextAsync(conversation).WaitAsync(Patience.Generous));
    }

    [Fact]
    public async Task Invoke_OnANodeThatDoesNotOwnTheConversation_RunsThereAndItsEffectsAreSentByTheOwner()
    {
        var first = await StartAsync(AnswerInvokeAsync);
        var second = await StartAsync(AnswerInvokeAsync);
        for (var i = 0; i < 4; i++)
        {
            var invoke = EngineHost.Message("", $"i{i}", $"c{i % 2}");
            invoke.Type = ActivityTypes.Invoke;
            var response = await (i < 2 ? first : second).Dispatcher.InvokeAsync(EngineHost.Inbound(invoke), CancellationToken.None).WaitAsync(Patience.Generous);
            Assert.Equal(200, response.Status);
        }

        await WhenAsync(() => Delivered() >= 4);
        foreach (var host in _hosts)
            await host.WhenIdleAsync();
        Assert.Equal(4, Delivered());
        int Delivered() => _hosts.Sum(host => ((ScriptedSender)host.Get<IChannelSender>()).Delivered.Count);
    }

    [Fact]
    public async Task TakeOver_NodeDiesDuringATurn_TheOtherAnswersOnce()
    {
        var never = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = await StartAsync(async (_, cancellation) =>
        {
            begun.TrySetResult();
            await never.Task.WaitAsync(cancellation);
        });
        await first.AcceptAsync(EngineHost.Message("hello", "a1"));
        await begun.Task.WaitAsync(Patience.Generous);
        var second = await StartAsync(EchoAsync);
        var answered = WhenAnsweredAsync(second, "c1", 1);
        await first.DisposeAsync();
        await answered.WaitAsync(Patience.Generous);
        Assert.Equal(["> echo hello"], (await second.SaidAsync()).Where(line => line[0] == '>'));
    }

    [Fact]
    public async Task Stop_WhileATurnRuns_TheTurnEndsHereAndTheOtherNodeGoesOn()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = await StartAsync(async (turn, cancellation) =>
        {
            begun.TrySetResult();
            await release.Task.WaitAsync(cancellation);
            await turn.SendActivityAsync($"slowly {turn.Activity.Text}", cancellationToken: cancellation);
        });
        await first.AcceptAsync(EngineHost.Message("1", "a1"));
        await begun.Task.WaitAsync(Patience.Generous);
        await first.AcceptAsync(EngineHost.Message("2", "a2"));
        var second = await StartAsync(EchoAsync);
        var answered = WhenAnsweredAsync(second, "c1", 3);
        var stopping = first.StopAsync();
        await Assert.ThrowsAsync<TurnRejectedException>(() => first.AcceptAsync(EngineHost.Message("3", "a3")));
        await second.AcceptAsync(EngineHost.Message("3", "a3"));
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping.WaitAsync(Patience.Generous);
        await answered.WaitAsync(Patience.Generous);
        Assert.Equal(["> slowly 1", "> echo 2", "> echo 3"], (await second.SaidAsync()).Where(line => line[0] == '>'));
    }

    [Fact]
    public async Task Commit_SessionWasTakenForDead_IsRefusedAndTheAnswerIsSaidOnce()
    {
        var runs = 0;
        var slow = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var host = await StartAsync(async (turn, cancellation) =>
        {
            var run = Interlocked.Increment(ref runs);
            if (run == 1)
            {
                begun.SetResult();
                await slow.Task.WaitAsync(cancellation);
            }

            await turn.SendActivityAsync($"run {run}", cancellationToken: cancellation);
        });
        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await begun.Task.WaitAsync(Patience.Generous);
        var answered = WhenAnsweredAsync(host, "c1", 1);
        await server.ExecuteAsync(Name, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'assistantbot-control' AND datname = current_database()");
        await answered.WaitAsync(Patience.Generous);
        slow.SetResult();
        await host.WhenIdleAsync();
        Assert.Equal(["> run 2"], (await host.SaidAsync()).Where(line => line[0] == '>'));
    }

    [Fact]
    public async Task Commit_TwoNodesWriteWhatDidNotExist_OneRunsAgain()
    {
        var runs = 0;
        var sees = 0;
        var allSee = new TaskCompletionSource();
        async Task CountAsync(ITurnContext turn, CancellationToken cancellation)
        {
            Interlocked.Increment(ref runs);
            var storage = turn.TurnState.Get<IStorage>()!;
            var found = await storage.ReadAsync(["shared"], cancellation);
            var count = found.TryGetValue("shared", out var value) ? ((JsonElement)value).GetProperty("count").GetInt32() : 0;
            if (Interlocked.Increment(ref sees) == 2)
                allSee.SetResult();
            await allSee.Task.WaitAsync(cancellation);
            await storage.WriteAsync(new Dictionary<string, object> { ["shared"] = new { count = count + 1 } }, cancellation);
            await turn.SendActivityAsync($"count {count + 1}", cancellationToken: cancellation);
        }

        var first = await StartAsync(CountAsync);
        await StartAsync(CountAsync);
        // Conversation ids follow each other; neighbours in the order of halves may be one node's, so several take part and two meet.
        var answered = Enumerable.Range(0, 6).Select(i => WhenAnsweredAsync(first, $"c{i}", 1)).ToList();
        for (var i = 0; i < 6; i++)
            await first.AcceptAsync(EngineHost.Message("x", $"a{i}", $"c{i}"));
        await Task.WhenAll(answered).WaitAsync(Patience.Generous);
        var said = new List<string>();
        for (var i = 0; i < 6; i++)
            said.AddRange((await first.SaidAsync($"c{i}")).Where(line => line[0] == '>'));
        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"> count {i}"), said.Order());
        Assert.True(runs > 6);
    }

    [Fact]
    public async Task Transition_OnAnotherNode_CancelsTheTurnThatReliesOnWhatItChanged()
    {
        // Only the notice may end the first run within the test's patience.
        _settings["Turns:Timeout"] = "01:00:00";
        var person = new ConversationKey(ChannelIds.Test, "c1");
        var runs = 0;
        var begun = new TaskCompletionSource<int>();
        var never = new TaskCompletionSource();
        BotCallbackHandler On(int node) => async (turn, cancellation) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            if (turn.Activity.Type == ActivityTypes.Invoke)
            {
                work.Add(HandoffTransitions.Open(Request(person)));
                await AnswerInvokeAsync(turn, cancellation);
                return;
            }

            var open = await _hosts[node].Get<IHandoffStore>().FindOpenAsync(person, cancellation);
            work.Observe(HandoffVersions.OpenIn(person), open.Version);
            if (Interlocked.Increment(ref runs) == 1)
            {
                begun.SetResult(node);
                await never.Task.WaitAsync(cancellation);
            }

            await turn.SendActivityAsync(open.Request is null ? "alone" : "a person is asked for", cancellationToken: cancellation);
        };
        await StartAsync(On(0));
        await StartAsync(On(1));
        var answered = WhenAnsweredAsync(_hosts[0], "c1", 1);
        await _hosts[0].AcceptAsync(EngineHost.Message("hello", "a1"));
        var other = 1 - await begun.Task.WaitAsync(Patience.Generous);

        var invoke = EngineHost.Message("", "i1", "desk");
        invoke.Type = ActivityTypes.Invoke;
        Assert.Equal(200, (await _hosts[other].Dispatcher.InvokeAsync(EngineHost.Inbound(invoke), CancellationToken.None).WaitAsync(Patience.Generous)).Status);

        await answered;
        Assert.Equal(["> a person is asked for"], (await _hosts[0].SaidAsync()).Where(line => line[0] == '>'));
        Assert.Equal(2, runs);
    }

    private static HandoffRequest Request(ConversationKey conversation) => new()
    {
        Id = "h1",
        Reference = "K-1",
        Conversation = conversation,
        PersonId = "user1",
        Language = "fr",
        Reason = TriageReason.ExplicitRequest,
        Brief = new HandoffBrief("why", "what"),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Task EchoAsync(ITurnContext turn, CancellationToken cancellation) =>
        turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: cancellation);

    private static async Task AnswerInvokeAsync(ITurnContext turn, CancellationToken cancellation)
    {
        await turn.SendActivityAsync("invoked", cancellationToken: cancellation);
        await turn.SendActivityAsync(new Activity { Type = ActivityTypes.InvokeResponse, Value = JsonSerializer.SerializeToElement(new { status = 200 }) }, cancellation);
    }

    private static int Count(EngineHost host) => System.Numerics.BitOperations.PopCount((ulong)host.Get<SqlDatabase>().Node.Partitions);

    private static Task WhenPartitionsCome(EngineHost host)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ownership = host.Get<IPartitionOwnership>();
        ownership.Changed += () =>
        {
            if (Count(host) == 64)
                changed.TrySetResult();
        };
        return changed.Task.WaitAsync(Patience.Generous);
    }

    // Through the signals of that node, as its web sockets learn of it.
    private static async Task WhenAnsweredAsync(EngineHost host, string conversation, int answers)
    {
        using var changed = new SemaphoreSlim(0);
        using var watch = host.Get<IConversationSignals>().Watch(new ConversationKey(ChannelIds.Test, conversation), () => changed.Release());
        while ((await host.SaidAsync(conversation)).Count(line => line[0] == '>') < answers)
            await changed.WaitAsync(Patience.Generous);
    }

    private static async Task WhenAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience.Generous);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await ticks.WaitForNextTickAsync(deadline.Token);
    }

    private async Task<EngineHost> StartAsync(BotCallbackHandler bot)
    {
        var host = await EngineHost.StartAsync(services => services.AddPostgreSqlStorage(), _settings, bot, services => services.AddSingleton<IChannelSender>(new ScriptedSender()));
        _hosts.Add(host);
        return host;
    }
}
