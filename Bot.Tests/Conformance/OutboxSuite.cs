using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.Backup;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Conformance;

/// <summary>What is sent, when, once, and with which ids.</summary>
public abstract class OutboxSuite : ConformanceSuite
{
    [Fact]
    public async Task Send_ThrottledForAWhile_ArrivesOnceInOrderAndCountsNoAmbiguity()
    {
        var refusals = 20;
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => Interlocked.Decrement(ref refusals) >= 0 ? new SendOutcome(SendOutcomeKind.Retry) { Detail = "429" } : sender!.Taken(item));
        Settings["Outbox:MaxRetryDelay"] = "00:00:00.001";
        var host = await StartAsync(Echo, sender);

        for (var i = 0; i < 5; i++)
            await host.AcceptAsync(EngineHost.Message($"{i}", $"a{i}"));
        await host.WhenIdleAsync();

        Assert.Equal(["echo 0", "echo 1", "echo 2", "echo 3", "echo 4"], sender.Texts);
        Assert.Equal(25, sender.Attempts.Count);
        Assert.Equal(0, (await host.Get<ITurnMonitor>().ReadBacklogAsync(CancellationToken.None)).Ambiguous);
    }

    [Fact]
    public async Task Restore_HeldWork_IsNeitherRunNorSentUntilResumed()
    {
        var away = new ScriptedSender(_ => new SendOutcome(SendOutcomeKind.Retry) { RetryAfter = TimeSpan.FromHours(1) });
        var before = await StartAsync(Echo, away);
        await before.AcceptAsync(EngineHost.Message("1", "a1"));
        while (away.Attempts.IsEmpty)
            await Task.Yield();
        // As a backup finds it and 'data hold' leaves it.
        Assert.Equal(new HeldCount(0, 1), await before.Get<IHeldWork>().HoldAsync());
        await before.DisposeAsync();

        var sender = new ScriptedSender();
        var restored = await StartAsync(Echo, sender);
        await restored.WhenIdleAsync();
        Assert.Empty(sender.Attempts);
        Assert.Equal(new HeldCount(0, 1), await restored.Get<IHeldWork>().ResumeAsync());
        await restored.StopAsync();

        var resumed = await StartAsync(Echo, sender);
        await resumed.WhenIdleAsync();
        Assert.Equal(["echo 1"], sender.Texts);
    }

    [Fact]
    public async Task Send_OneConversationBlocked_DelaysNoOther()
    {
        ScriptedSender? sender = null;
        var blocked = true;
        sender = new ScriptedSender(item => item.Reference.Conversation!.Id == "c1" && Volatile.Read(ref blocked) ? new SendOutcome(SendOutcomeKind.Retry) : sender!.Taken(item));
        Settings["Outbox:MaxRetryDelay"] = "00:00:00.005";
        var host = await StartAsync(Echo, sender);

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        for (var i = 0; i < 10; i++)
            await host.AcceptAsync(EngineHost.Message("2", $"b{i}", "c2"));
        while (sender.Delivered.Count < 10)
            await Task.Yield();
        Volatile.Write(ref blocked, false);
        await host.WhenIdleAsync();

        Assert.Equal("echo 1", sender.Texts.Last());
    }

    [Fact]
    public async Task Send_AmbiguousOutcome_IsTriedAgainAndRecorded()
    {
        var asked = 0;
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => asked++ == 0 ? new SendOutcome(SendOutcomeKind.Ambiguous) { Detail = "504" } : sender!.Taken(item));
        var host = await StartAsync(Echo, sender);

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(2, sender.Attempts.Count);
        Assert.Equal(1, (await host.Get<ITurnMonitor>().ReadBacklogAsync(CancellationToken.None)).Ambiguous);
    }

    [Fact]
    public async Task Send_RefusedForGood_IsParkedAndTheNextGoesOut()
    {
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => item.Activity!.Text == "echo 0" ? new SendOutcome(SendOutcomeKind.ParkRow) { Detail = "413" } : sender!.Taken(item));
        var host = await StartAsync(Echo, sender);

        await host.AcceptAsync(EngineHost.Message("0", "a0"));
        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(["echo 1"], sender.Texts);
        var parked = Assert.Single(await host.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None));
        Assert.Equal((ParkedKind.Send, "413"), (parked.Kind, parked.Reason));
    }

    [Fact]
    public async Task Send_ConversationGone_RestsUntilThePersonWritesAgain()
    {
        ScriptedSender? sender = null;
        var gone = true;
        sender = new ScriptedSender(item => gone ? new SendOutcome(SendOutcomeKind.ParkConversation) { Detail = "403" } : sender!.Taken(item));
        var host = await StartAsync(Echo, sender);

        await host.AcceptAsync(EngineHost.Message("0", "a0"));
        await host.WhenIdleAsync();
        Assert.Equal(ParkedKind.Conversation, Assert.Single(await host.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None)).Kind);
        gone = false;
        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(["echo 0", "echo 1"], sender.Texts);
        Assert.Empty(await host.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Send_ProcessDiesDuringTheRequest_IsSentAgainAndCountedAmbiguous()
    {
        var entered = new TaskCompletionSource();
        var first = await StartAsync(Echo, new HangingSender(entered));
        await first.AcceptAsync(EngineHost.Message("1", "a1"));
        await entered.Task;
        await first.DisposeAsync();

        var sender = new ScriptedSender();
        var second = await StartAsync(Echo, sender);
        await second.WhenIdleAsync();

        Assert.Equal(["echo 1"], sender.Texts);
        Assert.Equal(1, (await second.Get<ITurnMonitor>().ReadBacklogAsync(CancellationToken.None)).Ambiguous);
    }

    [Fact]
    public async Task Update_LaterTurn_UsesTheIdTheChannelGave()
    {
        var sender = new ScriptedSender();
        string? card = null;
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (card is null)
                {
                    card = (await turn.SendActivityAsync("card", cancellationToken: cancellation))!.Id;
                    await turn.UpdateActivityAsync(new Activity { Type = ActivityTypes.Message, Id = card, Text = "card, at once" }, cancellation);
                    return;
                }

                await turn.UpdateActivityAsync(new Activity { Type = ActivityTypes.Message, Id = card, Text = "card, later" }, cancellation);
                await turn.DeleteActivityAsync(card!, cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.AcceptAsync(EngineHost.Message("2", "a2"));
        await host.WhenIdleAsync();

        Assert.Equal(
            [(OutboxOperation.Send, null), (OutboxOperation.Update, "ch-1"), (OutboxOperation.Update, "ch-1"), (OutboxOperation.Delete, "ch-1")],
            sender.Delivered.Select(item => (item.Operation, item.TargetId)));
        var feed = await host.Transcripts.ReadAsync(new ConversationKey(ChannelIds.Test, "c1"), 0, 10, CancellationToken.None);
        Assert.All(feed.Where(entry => entry.Activity.From?.Id != "user1"), entry => Assert.Equal(card, entry.Activity.Id));
    }

    [Fact]
    public async Task Update_TargetNeverSent_IsSentAsNewAndNamesTheTargetFromThenOn()
    {
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => item.Activity?.Text == "card" ? new SendOutcome(SendOutcomeKind.ParkRow) : sender!.Taken(item));
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                var card = (await turn.SendActivityAsync("card", cancellationToken: cancellation))!.Id;
                await turn.UpdateActivityAsync(new Activity { Type = ActivityTypes.Message, Id = card, Text = "two" }, cancellation);
                await turn.UpdateActivityAsync(new Activity { Type = ActivityTypes.Message, Id = card, Text = "three" }, cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(
            [(OutboxOperation.Send, null, "two"), (OutboxOperation.Update, "ch-1", "three")],
            sender.Delivered.Select(item => (item.Operation, item.TargetId, item.Activity!.Text)));
    }

    [Fact]
    public async Task Delete_TargetNeverSent_SendsNothing()
    {
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => item.Activity?.Text == "card" ? new SendOutcome(SendOutcomeKind.ParkRow) : sender!.Taken(item));
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                var card = (await turn.SendActivityAsync("card", cancellationToken: cancellation))!.Id!;
                await turn.DeleteActivityAsync(card, cancellation);
                await turn.SendActivityAsync("after", cancellationToken: cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(["after"], sender.Texts);
    }

    [Fact]
    public async Task Accept_ReplyToSomethingTheBotSaid_NamesItByTheLocalId()
    {
        string? card = null;
        string? repliedTo = null;
        var host = await StartAsync(async (turn, cancellation) =>
        {
            repliedTo = turn.Activity.ReplyToId;
            card ??= (await turn.SendActivityAsync("card", cancellationToken: cancellation))!.Id;
        });

        await host.AcceptAsync(EngineHost.Message("1", "a1"));
        await host.WhenIdleAsync();
        var click = EngineHost.Message("", "a2");
        click.ReplyToId = "ch-1";
        await host.AcceptAsync(click);
        await host.WhenIdleAsync();

        Assert.Equal(card, repliedTo);
    }

    private sealed class HangingSender(TaskCompletionSource entered) : IChannelSender
    {
        public bool Serves(string channelId) => true;

        public async Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken)
        {
            entered.TrySetResult();
            await new TaskCompletionSource().Task;
            return new SendOutcome(SendOutcomeKind.Ambiguous);
        }
    }
}
