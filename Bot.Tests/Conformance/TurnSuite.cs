using System.Collections.Concurrent;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Conformance;

/// <summary>Accept, order, redelivery, conflicts, parking, invokes: what every storage must make of them.</summary>
public abstract class TurnSuite : ConformanceSuite
{
    [Fact]
    public async Task Accept_Message_IsAnsweredThroughTranscriptAndOutbox()
    {
        var sender = new ScriptedSender();
        var host = await StartAsync(Echo, sender);

        var accepted = await host.AcceptAsync(EngineHost.Message("bonjour", "a1"));
        await host.WhenIdleAsync();

        Assert.False(accepted.IsDuplicate);
        Assert.Equal("a1", accepted.ActivityId);
        Assert.Equal(["< bonjour", "> echo bonjour"], await host.SaidAsync());
        var sent = Assert.Single(sender.Delivered);
        Assert.Equal("echo bonjour", sent.Activity!.Text);
        Assert.Equal("a1", sent.Activity.ReplyToId);
        Assert.Equal("https://channel.test/", sent.Reference.ServiceUrl);
        Assert.Null(sent.Activity.Id);
    }

    [Fact]
    public async Task Accept_ProcessDiesDuringTheTurn_IsAnsweredOnceByTheNext()
    {
        var reached = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        var first = await StartAsync(async (_, _) =>
        {
            reached.TrySetResult();
            await never.Task;
        });
        await first.AcceptAsync(EngineHost.Message("un", "a1"));
        await first.AcceptAsync(EngineHost.Message("deux", "a2"));
        await reached.Task;
        await first.DisposeAsync();

        var sender = new ScriptedSender();
        var second = await StartAsync(Echo, sender);
        await second.WhenIdleAsync();

        Assert.Equal(["echo un", "echo deux"], sender.Texts);
        Assert.True((await second.AcceptAsync(EngineHost.Message("un", "a1"))).IsDuplicate);
        await second.WhenIdleAsync();
        Assert.Equal(2, sender.Delivered.Count);
    }

    [Fact]
    public async Task Accept_ThirtyMessagesAtOnce_AreAnsweredInOrderOneAtATime()
    {
        var running = 0;
        var most = 0;
        var sender = new ScriptedSender();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                await Echo(turn, cancellation);
                Interlocked.Decrement(ref running);
            },
            sender);

        var accepts = new List<Task<AcceptResult>>();
        for (var i = 0; i < 30; i++)
            accepts.Add(host.AcceptAsync(EngineHost.Message($"{i}", $"a{i}")));
        await Task.WhenAll(accepts);
        await host.WhenIdleAsync();

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"echo {i}"), sender.Texts);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Accept_SameActivityFourTimesAtOnce_RunsOnce()
    {
        var turns = 0;
        var host = await StartAsync((_, _) =>
        {
            Interlocked.Increment(ref turns);
            return Task.CompletedTask;
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.AcceptAsync(EngineHost.Message("oui", "a1")))));
        await host.WhenIdleAsync();

        Assert.Equal(1, turns);
        Assert.Equal(3, results.Count(result => result.IsDuplicate));
        Assert.Single(results.Select(result => result.InboxId).Distinct());
    }

    [Fact]
    public async Task Accept_SameTextWithoutIdTwice_RunsTwice()
    {
        var host = await StartAsync(Echo);

        await host.AcceptAsync(EngineHost.Message("oui"));
        await host.AcceptAsync(EngineHost.Message("oui"));
        await host.WhenIdleAsync();

        Assert.Equal(2, (await host.SaidAsync()).Count(line => line == "> echo oui"));
    }

    [Fact]
    public async Task Accept_EditsOfOneMessage_EachHasItsEffectOnce()
    {
        var seen = new ConcurrentQueue<string?>();
        var host = await StartAsync((turn, _) =>
        {
            seen.Enqueue(turn.Activity.Text);
            return Task.CompletedTask;
        });
        Activity Edit(string text)
        {
            var edit = EngineHost.Message(text, "a1");
            edit.Type = ActivityTypes.MessageUpdate;
            return edit;
        }

        await host.AcceptAsync(EngineHost.Message("un", "a1"));
        await host.AcceptAsync(Edit("deux"));
        await host.AcceptAsync(Edit("deux"));
        await host.AcceptAsync(Edit("trois"));
        await host.WhenIdleAsync();

        Assert.Equal(["un", "deux", "trois"], seen);
    }

    [Fact]
    public async Task Accept_DirectLineRepost_IsOneMessageAndOneAnswerWithRisingTimestamps()
    {
        var sender = new ScriptedSender();
        var host = await StartAsync(Echo, sender);
        Activity Post()
        {
            var post = EngineHost.Message("salut", channel: ChannelIds.Directline);
            post.ChannelData = JsonSerializer.SerializeToElement(new { clientActivityID = "x1" });
            return post;
        }

        var first = await host.AcceptAsync(Post(), TurnOrigin.DirectLine);
        var again = await host.AcceptAsync(Post(), TurnOrigin.DirectLine);
        await host.WhenIdleAsync();

        Assert.True(again.IsDuplicate);
        Assert.Equal(first.ActivityId, again.ActivityId);
        var feed = await host.Transcripts.ReadAsync(new ConversationKey(ChannelIds.Directline, "c1"), 0, 10, CancellationToken.None);
        Assert.Equal(["salut", "echo salut"], feed.Select(entry => entry.Activity.Text));
        Assert.True(feed[0].Sequence < feed[1].Sequence);
        Assert.True(feed[0].Activity.Timestamp < feed[1].Activity.Timestamp);
        Assert.Equal(first.ActivityId, feed[0].Activity.Id);
        Assert.Equal(first.ActivityId, feed[1].Activity.ReplyToId);
        Assert.True(LocalActivityIds.IsLocal(feed[1].Activity.Id));
        Assert.Empty(sender.Attempts);
    }

    [Fact]
    public async Task Run_StateMovedWhileThinking_RunsAgainOnFreshDataAndCountsNoAttempt()
    {
        var runs = 0;
        EngineHost? host = null;
        host = await StartAsync(async (turn, cancellation) =>
        {
            var storage = turn.TurnState.Get<IStorage>()!;
            var found = await storage.ReadAsync(["shared"], cancellation);
            var count = found.TryGetValue("shared", out var value) ? ((JsonElement)value).GetProperty("count").GetInt32() : 0;
            if (turn.Activity.Text == "slow" && ++runs == 1)
            {
                await host!.AcceptAsync(EngineHost.Message("fast", "b1", "c2"));
                while (!(await host.SaidAsync("c2")).Any(line => line.StartsWith('>')))
                    await Task.Yield();
            }

            await storage.WriteAsync(new Dictionary<string, object> { ["shared"] = new { count = count + 1 } }, cancellation);
            await turn.SendActivityAsync($"count {count + 1}", cancellationToken: cancellation);
        });

        await host.AcceptAsync(EngineHost.Message("slow", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(2, runs);
        Assert.Equal(["< fast", "> count 1"], await host.SaidAsync("c2"));
        Assert.Equal(["< slow", "> count 2"], await host.SaidAsync());
    }

    [Fact]
    public async Task Run_AlwaysFails_IsParkedAfterFiveAttemptsAndTheConversationGoesOn()
    {
        var attempts = 0;
        var sender = new ScriptedSender();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (turn.Activity.Text == "poison")
                {
                    Interlocked.Increment(ref attempts);
                    await turn.SendActivityAsync("never seen", cancellationToken: cancellation);
                    throw new InvalidOperationException("broken");
                }

                await Echo(turn, cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("poison", "a1"));
        await host.AcceptAsync(EngineHost.Message("suite", "a2"));
        await host.WhenIdleAsync();

        Assert.Equal(5, attempts);
        Assert.Equal(2, sender.Delivered.Count);
        var told = sender.Delivered.First().Activity!;
        Assert.Contains("message", told.Text, StringComparison.Ordinal);
        Assert.Equal("Parler à une personne", told.SuggestedActions!.Actions![0].Title);
        Assert.Equal("echo suite", sender.Texts.Last());
    }

    [Fact]
    public async Task Run_FailsTwice_SucceedsWithNothingLeftOfTheFailures()
    {
        var attempts = 0;
        var sender = new ScriptedSender();
        var host = await StartAsync(
            async (turn, cancellation) =>
            {
                await Echo(turn, cancellation);
                if (++attempts < 3)
                    throw new InvalidOperationException("not yet");
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("a", "a1"));
        await host.WhenIdleAsync();

        Assert.Equal(["echo a"], sender.Texts);
    }

    [Fact]
    public async Task Invoke_Redelivered_ReturnsTheStoredResponseWithoutRunning()
    {
        var runs = 0;
        var host = await StartAsync(async (turn, cancellation) =>
        {
            runs++;
            await turn.SendActivityAsync(
                new Activity { Type = ActivityTypes.InvokeResponse, Value = JsonSerializer.SerializeToElement(new { status = 200, body = new { ok = true } }) }, cancellation);
        });
        InboundActivity Invoke()
        {
            var invoke = EngineHost.Message("", "i1");
            invoke.Type = ActivityTypes.Invoke;
            return EngineHost.Inbound(invoke);
        }

        var first = await host.Dispatcher.InvokeAsync(Invoke(), CancellationToken.None);
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.Dispatcher.InvokeAsync(Invoke(), CancellationToken.None)));

        Assert.Equal(200, first.Status);
        Assert.True(first.Body!.Value.GetProperty("ok").GetBoolean());
        Assert.All(again, response => Assert.Equal(200, response.Status));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Invoke_WhileTheConversationThinks_RunsAtOnceAndWithoutHandlerGives501()
    {
        var release = new TaskCompletionSource();
        var host = await StartAsync((turn, _) => turn.Activity.Type == ActivityTypes.Invoke ? Task.CompletedTask : release.Task);
        await host.AcceptAsync(EngineHost.Message("slow", "a1"));
        var invoke = EngineHost.Message("", "i1");
        invoke.Type = ActivityTypes.Invoke;

        var response = await host.Dispatcher.InvokeAsync(EngineHost.Inbound(invoke), CancellationToken.None);
        release.SetResult();
        await host.WhenIdleAsync();

        Assert.Equal(501, response.Status);
    }

    [Fact]
    public async Task ExpectReplies_ReturnsWhatWasSaidAndSendsNothing()
    {
        var sender = new ScriptedSender();
        var runs = 0;
        var host = await StartAsync(
            (turn, cancellation) =>
            {
                runs++;
                return Echo(turn, cancellation);
            },
            sender);

        var replies = await host.Dispatcher.ExpectRepliesAsync(EngineHost.Inbound(EngineHost.Message("un", "a1")), CancellationToken.None);
        var again = await host.Dispatcher.ExpectRepliesAsync(EngineHost.Inbound(EngineHost.Message("un", "a1")), CancellationToken.None);
        await host.WhenIdleAsync();

        Assert.Equal(["echo un"], replies.Select(reply => reply.Text));
        Assert.Equal(["echo un"], again.Select(reply => reply.Text));
        Assert.Equal(1, runs);
        Assert.Empty(sender.Attempts);
        Assert.Equal(["< un", "> echo un"], await host.SaidAsync());
    }
}
