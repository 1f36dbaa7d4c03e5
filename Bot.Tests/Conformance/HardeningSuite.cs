using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

/// <summary>What goes wrong: crashes, hangs, overload, zombies.</summary>
public abstract class HardeningSuite : ConformanceSuite
{
    [Fact]
    public async Task Run_ProcessDiesEveryTime_IsRecognisedAndParkedWithoutAnotherRun()
    {
        Settings["Turns:MaxAttempts"] = "3";
        Settings["Turns:SuspectTime"] = "00:00:00.050";
        for (var crash = 0; crash < 3; crash++)
        {
            var entered = new TaskCompletionSource();
            var dying = await StartAsync(async (_, _) =>
            {
                entered.TrySetResult();
                await new TaskCompletionSource().Task;
            });
            if (crash == 0)
            {
                await dying.AcceptAsync(EngineHost.Message("kills", "a1"));
                await dying.AcceptAsync(EngineHost.Message("next", "a2"));
            }

            await entered.Task;
            await dying.DisposeAsync();
        }

        var sender = new ScriptedSender();
        var runs = new List<string?>();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                runs.Add(turn.Activity.Text);
                await Echo(turn, cancellation);
            },
            sender);
        await host.WhenIdleAsync();

        Assert.Equal(["next"], runs);
        Assert.Equal(2, sender.Delivered.Count);
        var parked = Assert.Single(await host.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None));
        Assert.Equal(ParkedKind.Message, parked.Kind);
    }

    [Fact]
    public async Task Run_ProcessDiesBesideAnInnocentTurnAgainAndAgain_TheInnocentIsAnswered()
    {
        Settings["Turns:MaxAttempts"] = "3";
        Settings["Turns:SuspectTime"] = "00:00:00.001";
        for (var crash = 0; crash < 3; crash++)
        {
            using var entered = new CountdownEvent(2);
            var dying = await StartAsync(async (_, _) =>
            {
                if (!entered.IsSet)
                    entered.Signal();
                await new TaskCompletionSource().Task;
            });
            if (crash == 0)
            {
                await dying.AcceptAsync(EngineHost.Message("one", "a1", "c1"));
                await dying.AcceptAsync(EngineHost.Message("two", "a1", "c2"));
            }

            await Task.Run(entered.Wait);
            await dying.DisposeAsync();
        }

        var sender = new ScriptedSender();
        var host = await StartAsync(Echo, sender);
        await host.WhenIdleAsync();

        Assert.Contains("echo two", sender.Texts);
    }

    [Fact]
    public async Task Run_BotIgnoresItsTimeOut_IsLeftBehindAndItsEffectsNeverCommit()
    {
        Settings["Turns:Timeout"] = "00:00:00.050";
        Settings["Turns:MaxAttempts"] = "1";
        var sender = new ScriptedSender();
        var release = new TaskCompletionSource();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (turn.Activity.Text == "hang")
                    await release.Task;
                await Echo(turn, cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("hang", "a1"));
        await host.AcceptAsync(EngineHost.Message("next", "a2"));
        await host.WhenIdleAsync();
        release.SetResult();
        await host.WhenIdleAsync();

        Assert.DoesNotContain("echo hang", sender.Texts);
        Assert.Contains("echo next", sender.Texts);
    }

    [Fact]
    public async Task Stop_TurnOutlastsTheDrain_RunsAgainAndTheAttemptIsNotCounted()
    {
        Settings["Turns:DrainTimeout"] = "00:00:00.020";
        Settings["Turns:MaxAttempts"] = "1";
        for (var stop = 0; stop < 3; stop++)
        {
            var entered = new TaskCompletionSource();
            var stopped = await StartAsync(async (_, cancellation) =>
            {
                entered.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            });
            if (stop == 0)
                await stopped.AcceptAsync(EngineHost.Message("slow", "a1"));
            await entered.Task;
            await stopped.StopAsync();
        }

        var sender = new ScriptedSender();
        var host = await StartAsync(Echo, sender);
        await host.WhenIdleAsync();

        Assert.Equal(["echo slow"], sender.Texts);
    }

    [Fact]
    public async Task Accept_InboxOlderThanItMayBe_IsRefusedBeforeAnythingIsWritten()
    {
        Settings["Turns:MaxConcurrent"] = "1";
        Settings["Turns:MaxInboxAge"] = "00:00:10";
        var clock = new ManualTimeProvider();
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var host = await StartAsync(
            async (turn, _) =>
            {
                entered.TrySetResult();
                await release.Task;
            },
            configure: services => services.AddSingleton<TimeProvider>(clock));
        await host.AcceptAsync(EngineHost.Message("1", "a1", "c1"));
        await entered.Task;
        await host.AcceptAsync(EngineHost.Message("2", "a1", "c2"));
        while (true)
        {
            clock.Advance(TimeSpan.FromSeconds(11));
            if (host.Get<TurnScheduler>().OldestWait > TimeSpan.FromSeconds(10))
                break;
            await Task.Yield();
        }

        var refused = await Assert.ThrowsAsync<TurnRejectedException>(() => host.AcceptAsync(EngineHost.Message("3", "a1", "c3")));
        release.SetResult();
        await host.WhenIdleAsync();

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Empty(await host.SaidAsync("c3"));
        Assert.False((await host.AcceptAsync(EngineHost.Message("3", "a1", "c3"))).IsDuplicate);
    }

    [Fact]
    public async Task Commit_OfAnAttemptThatLostItsClaim_WritesNothing()
    {
        var host = await StartAsync((_, _) => new TaskCompletionSource().Task);
        var store = host.Get<ITurnStore>();
        var identity = "{\"origin\":0}"u8.ToArray();
        var row = new NewInboxRow(
            new ConversationKey(ChannelIds.Test, "c9"), InboxKind.Ordered, "a1", "k1", ActivityJson.WriteUtf8(EngineHost.Message("x", "a1", "c9")), identity,
            TurnOrigin.Channel, new TurnIdentity(TurnOrigin.Channel, "user1"));
        var zombie = (await store.AcceptAsync(row)).Turn!;
        var current = (await store.ClaimAgainAsync(zombie))!;
        TurnCommit Commit(ClaimedTurn turn)
        {
            var work = new TurnUnitOfWork(turn.Conversation, turn.InboxId);
            work.Add(new SendActivityEffect("bot.1.1", EngineHost.Message($"attempt {turn.Attempt}", conversation: "c9")));
            return new TurnCommit(turn, work);
        }

        Assert.Equal(TurnCommitStatus.ClaimLost, (await store.CommitAsync(Commit(zombie))).Status);
        Assert.Equal(TurnCommitStatus.Committed, (await store.CommitAsync(Commit(current))).Status);
        Assert.Equal(TurnCommitStatus.ClaimLost, (await store.CommitAsync(Commit(current))).Status);
        Assert.Equal(["< attempt 2"], await host.SaidAsync("c9"));
    }

    [Fact]
    public async Task Run_UnreadableRow_IsParkedAndTheConversationGoesOn()
    {
        var sender = new ScriptedSender();
        Settings["Turns:MaxAttempts"] = "2";
        var first = await StartAsync((_, _) => Task.CompletedTask, sender);
        await first.Get<ITurnStore>().AcceptAsync(new NewInboxRow(
            new ConversationKey(ChannelIds.Test, "c1"), InboxKind.Ordered, "a0", "k0", "{\"noType\":1}"u8.ToArray(), "{}"u8.ToArray(), TurnOrigin.Channel,
            new TurnIdentity(TurnOrigin.Channel, "user1")));
        await first.AcceptAsync(EngineHost.Message("next", "a1"));
        await first.DisposeAsync();

        var second = await StartAsync(Echo, sender);
        await second.WhenIdleAsync();

        Assert.Equal(["echo next"], sender.Texts);
    }

    [Fact]
    public async Task Send_DiesAfterTheTurnButBeforeTheRequest_IsSentByTheNext()
    {
        var sender = new ScriptedSender();
        var first = await StartAsync(Echo, new RefusingSender());
        await first.AcceptAsync(EngineHost.Message("1", "a1"));
        await first.Get<TurnScheduler>().WhenIdleAsync();
        await first.DisposeAsync();

        var second = await StartAsync(Echo, sender);
        await second.WhenIdleAsync();

        Assert.Equal(["echo 1"], sender.Texts);
    }

    private sealed class RefusingSender : IChannelSender
    {
        public bool Serves(string channelId) => true;

        public Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken) =>
            Task.FromResult(new SendOutcome(SendOutcomeKind.Retry) { RetryAfter = TimeSpan.FromHours(1) });
    }
}
