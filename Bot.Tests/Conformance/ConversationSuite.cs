using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Conformance;

/// <summary>What passes between conversations, new threads, timers and history.</summary>
public abstract class ConversationSuite : ConformanceSuite
{
    private static readonly ConversationKey Thread = new(ChannelIds.Test, "handoff:1");

    [Fact]
    public async Task Files_CommitWithTheirActivity_OnceAndForTheNextProcess()
    {
        var host = await StartAsync(Echo);
        var file = new StoredAttachment("f1", "é.png", "image/png", [0, 1, 2, 255]);
        var inbound = EngineHost.Inbound(EngineHost.Message("voici", "m1")) with { Files = [file] };

        await host.Dispatcher.AcceptAsync(inbound, CancellationToken.None);
        Assert.True((await host.Dispatcher.AcceptAsync(inbound with { Files = [file with { Id = "f2" }] }, CancellationToken.None)).IsDuplicate);
        await host.WhenIdleAsync();
        await host.StopAsync();
        var store = (await StartAsync(Echo)).Get<IAttachmentStore>();

        var found = await store.FindAsync("f1", CancellationToken.None);
        Assert.Equal((file.Name, file.ContentType), (found!.Name, found.ContentType));
        Assert.Equal(file.Content, found.Content);
        Assert.Null(await store.FindAsync("f2", CancellationToken.None));
        Assert.Equal(1, await store.CountAsync(new ConversationKey(ChannelIds.Test, "c1"), CancellationToken.None));
        Assert.Equal(0, await store.CountAsync(new ConversationKey(ChannelIds.Test, "c2"), CancellationToken.None));
    }

    [Fact]
    public async Task PostInternal_KnownConversation_RunsThereOnceAddressedByItsReference()
    {
        var sender = new ScriptedSender();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (turn.Activity.Type == ActivityTypes.Event)
                {
                    Assert.Equal(TurnOrigin.Internal, turn.TurnState.Get<TurnIdentity>()!.Origin);
                    await turn.SendActivityAsync($"told: {turn.Activity.Name}", cancellationToken: cancellation);
                    return;
                }

                if (turn.Activity.Text == "tell")
                {
                    var work = turn.TurnState.Get<TurnUnitOfWork>()!;
                    work.Add(new PostInternalActivityEffect(new ConversationKey(ChannelIds.Test, "c2"), Activity.CreateEvent("news"), "e1"));
                    work.Add(new PostInternalActivityEffect(new ConversationKey(ChannelIds.Test, "c2"), Activity.CreateEvent("news"), "e1"));
                }
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("hello", "b1", "c2"));
        await host.WhenIdleAsync();
        await host.AcceptAsync(EngineHost.Message("tell", "a1"));
        await host.WhenIdleAsync();

        var sent = Assert.Single(sender.Delivered);
        Assert.Equal(("told: news", "c2", "https://channel.test/"), (sent.Activity!.Text, sent.Reference.Conversation!.Id, sent.Reference.ServiceUrl));
        Assert.Null(sent.Activity.ReplyToId);
        Assert.Equal("user1", sent.Activity.Recipient!.Id);
    }

    [Fact]
    public async Task PostInternal_TurnFails_TellsNobody()
    {
        var told = 0;
        Settings["Turns:MaxAttempts"] = "1";
        var host = await StartAsync((turn, _) =>
        {
            if (turn.Activity.Type == ActivityTypes.Event)
                told++;
            turn.TurnState.Get<TurnUnitOfWork>()!.Add(new PostInternalActivityEffect(new ConversationKey(ChannelIds.Test, "c2"), Activity.CreateEvent("news"), "e1"));
            throw new InvalidOperationException("broken");
        });

        await host.AcceptAsync(EngineHost.Message("tell", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(0, told);
    }

    [Fact]
    public async Task NewThread_FirstSendCreatesIt_AndWhatPeopleWriteThereArrives()
    {
        var sender = new ScriptedSender();
        var seen = new List<(ConversationKey, string?)>();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                var work = turn.TurnState.Get<TurnUnitOfWork>()!;
                lock (seen)
                    seen.Add((work.Conversation, turn.Activity.Text ?? turn.Activity.Name));
                if (turn.Activity.Text == "help")
                {
                    work.Add(new PostInternalActivityEffect(Thread, Activity.CreateEvent("offer"), "e1")
                    {
                        Reference = new ConversationReference
                        {
                            ChannelId = ChannelIds.Test, ServiceUrl = "https://team.test/", Bot = new ChannelAccount { Id = "bot" },
                            Conversation = new ConversationAccount { TenantId = "t1", ConversationType = "channel" },
                        },
                        NewThread = new ConversationParameters { IsGroup = false, TenantId = "t1" },
                    });
                }
                else if (turn.Activity.Name == "offer")
                {
                    await turn.SendActivityAsync("card", cancellationToken: cancellation);
                    await turn.SendActivityAsync("second", cancellationToken: cancellation);
                }
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("help", "a1"));
        await host.WhenIdleAsync();
        await host.AcceptAsync(EngineHost.Message("I take it", "t1", "19:real;messageid=1"));
        await host.WhenIdleAsync();

        Assert.Equal([OutboxOperation.CreateConversation, OutboxOperation.Send], sender.Delivered.Select(item => item.Operation));
        var create = sender.Delivered.First();
        Assert.Equal(("card", "t1", "https://team.test/"), (create.NewThread!.Activity!.Text, create.NewThread.TenantId, create.Reference.ServiceUrl));
        Assert.Equal("19:real;messageid=1", sender.Delivered.Last().Reference.Conversation!.Id);
        Assert.Equal((Thread, "I take it"), seen[^1]);
        Assert.Equal(["> card", "> second", "< I take it"], await host.SaidAsync("19:real;messageid=1"));
    }

    [Fact]
    public async Task Timer_Due_WakesTheConversationOnceAndSurvivesARestart()
    {
        var clock = new ManualTimeProvider();
        async Task Bot(ITurnContext turn, CancellationToken cancellation)
        {
            if (turn.Activity.Type == ActivityTypes.Event)
                await turn.SendActivityAsync($"{turn.Activity.Name} {turn.Activity.Value}", cancellationToken: cancellation);
            else if (turn.Activity.Text == "set")
                turn.TurnState.Get<TurnUnitOfWork>()!.Add(new StartTimerEffect("wake", clock.GetUtcNow().AddMinutes(5), "7"));
            else if (turn.Activity.Text == "cancel")
                turn.TurnState.Get<TurnUnitOfWork>()!.Add(new CancelTimerEffect("wake"));
        }

        var first = await StartAsync(Bot, configure: services => services.Add(new(typeof(TimeProvider), clock)));
        await first.AcceptAsync(EngineHost.Message("set", "a1"));
        await first.AcceptAsync(EngineHost.Message("set", "b1", "c2"));
        await first.AcceptAsync(EngineHost.Message("cancel", "b2", "c2"));
        await first.WhenIdleAsync();
        await first.Get<TimerScheduler>().SweepAsync(CancellationToken.None);
        Assert.Equal(["< set"], await first.SaidAsync());
        await first.DisposeAsync();

        clock.Advance(TimeSpan.FromMinutes(6));
        var second = await StartAsync(Bot, configure: services => services.Add(new(typeof(TimeProvider), clock)));
        while ((await second.SaidAsync()).Count < 2)
            await Task.Yield();
        await second.Get<TimerScheduler>().SweepAsync(CancellationToken.None);
        await second.WhenIdleAsync();

        Assert.Equal(["< set", "> wake 7"], await second.SaidAsync());
        Assert.Equal(["< set", "< cancel"], await second.SaidAsync("c2"));
    }

    [Fact]
    public async Task Timers_DueTogether_RunInTheOrderOfTheirTimes()
    {
        Settings["Turns:TimerInterval"] = "30.00:00:00";
        var clock = new ManualTimeProvider();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (turn.Activity.Type == ActivityTypes.Event)
                {
                    await turn.SendActivityAsync(turn.Activity.Name!, cancellationToken: cancellation);
                    return;
                }

                // Neither the alphabet nor the order of writing.
                foreach (var (name, minutes) in new[] { ("c", 4), ("a", 3), ("d", 1), ("b", 2) })
                    turn.TurnState.Get<TurnUnitOfWork>()!.Add(new StartTimerEffect(name, clock.GetUtcNow().AddMinutes(minutes), null));
            },
            configure: services => services.Add(new(typeof(TimeProvider), clock)));
        await host.AcceptAsync(EngineHost.Message("set", "a1"));
        await host.WhenIdleAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        await host.Get<TimerScheduler>().SweepAsync(CancellationToken.None);
        await host.WhenIdleAsync();
        Assert.Equal(["< set", "> d", "> b", "> a", "> c"], await host.SaidAsync());
    }

    [Fact]
    public async Task History_OfATurn_EndsWithItsOwnMessageAndItsPredecessorsReplies()
    {
        var histories = new List<string>();
        var gate = new TaskCompletionSource();
        EngineHost? host = null;
        host = await StartAsync(async (turn, cancellation) =>
        {
            await gate.Task;
            var history = await host!.Transcripts.ReadHistoryAsync(turn.TurnState.Get<TurnUnitOfWork>()!, 50, cancellation);
            histories.Add(string.Join(',', history.Select(entry => entry.Activity.Text)));
            await Echo(turn, cancellation);
        });

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.AcceptAsync(EngineHost.Message("2", "a2"));
        await host.AcceptAsync(EngineHost.Message("3", "a3"));
        gate.SetResult();
        await host.WhenIdleAsync();

        Assert.Equal(["1", "1,echo 1,2", "1,echo 1,2,echo 2,3"], histories);
    }

    [Fact]
    public async Task State_WrittenInATurn_IsThereAfterARestartAndAbsentAfterDeleting()
    {
        static async Task Count(ITurnContext turn, CancellationToken cancellation)
        {
            var storage = turn.TurnState.Get<IStorage>()!;
            var found = await storage.ReadAsync(["k/é?#"], cancellation);
            var count = found.TryGetValue("k/é?#", out var value) ? ((JsonElement)value).GetProperty("count").GetInt32() : 0;
            if (turn.Activity.Text == "delete")
                await storage.DeleteAsync(["k/é?#"], cancellation);
            else
                await storage.WriteAsync(new Dictionary<string, object> { ["k/é?#"] = new { count = count + 1 } }, cancellation);
            await turn.SendActivityAsync($"{count}", cancellationToken: cancellation);
        }

        var first = await StartAsync(Count);
        await first.AcceptAsync(EngineHost.Message("x", "a1"));
        await first.AcceptAsync(EngineHost.Message("x", "a2"));
        await first.WhenIdleAsync();
        await first.StopAsync();
        var second = await StartAsync(Count);
        await second.AcceptAsync(EngineHost.Message("delete", "a3"));
        await second.AcceptAsync(EngineHost.Message("x", "a4"));
        await second.AcceptAsync(EngineHost.Message("x", "a5"));
        await second.WhenIdleAsync();

        Assert.Equal(["> 0", "> 1", "> 2", "> 0", "> 1"], (await second.SaidAsync()).Where(line => line.StartsWith('>')));
    }

    [Fact]
    public async Task Stop_WhileATurnRuns_LetsItFinishAndLosesNothing()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var sender = new ScriptedSender();
        var first = await StartAsync(
            async (turn, cancellation) =>
            {
                entered.TrySetResult();
                await release.Task;
                await Echo(turn, cancellation);
            },
            sender);
        await first.AcceptAsync(EngineHost.Message("1", "a1"));
        await first.AcceptAsync(EngineHost.Message("2", "a2"));
        await entered.Task;
        var stopping = first.StopAsync();
        await Assert.ThrowsAsync<TurnRejectedException>(() => first.AcceptAsync(EngineHost.Message("3", "a3")));
        release.SetResult();
        await stopping;

        var second = await StartAsync(Echo, sender);
        await second.WhenIdleAsync();

        Assert.Equal(["echo 1", "echo 2"], sender.Texts);
    }
}
