using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Testing;

public class TestFlowTests
{
    private static async Task Echo(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        if (turnContext.Activity.Type != ActivityTypes.Message)
            return;
        foreach (var text in turnContext.Activity.Text!.Split('|', StringSplitOptions.RemoveEmptyEntries))
            await turnContext.SendActivityAsync("echo " + text, cancellationToken: cancellationToken);
    }

    private static TestFlow Flow() => new(new TestAdapter(), Echo);

    [Fact]
    public async Task Flow_ExpectedReplies_Passes() =>
        await Flow()
            .Test("a", "echo a")
            .Send("b|c").AssertReply("  echo b ").AssertReplyOneOf(["x", "echo c"])
            .Test("d", reply => Assert.Equal("echo d", reply.Text))
            .Send("long text").AssertReplyContains("long")
            .AssertNoReply(timeout: 1)
            .SendConversationUpdate().AssertNoReply(timeout: 1)
            .StartTestAsync();

    [Fact]
    public async Task AssertReply_OtherText_NamesExpectedAndReceived()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().Test("a", "b", "case 7").StartTestAsync());
        Assert.Contains("case 7", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'b'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'echo a'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssertReply_OtherType_Fails() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().Send("a").AssertReply(Activity.CreateTyping()).StartTestAsync());

    [Fact]
    public async Task AssertReply_Silence_FailsAfterTheTimeout() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().AssertReply("x", timeout: 1).StartTestAsync());

    [Fact]
    public async Task AssertNoReply_Reply_Fails() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().Send("a").AssertNoReply(timeout: 1).StartTestAsync());

    [Fact]
    public async Task AssertReplyOneOfAndContains_OtherText_Fail()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().Send("a").AssertReplyOneOf(["x", "y"]).StartTestAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Flow().Send("a").AssertReplyContains("zzz").StartTestAsync());
    }

    [Fact]
    public void Arguments_Null_Throw()
    {
        Assert.Throws<ArgumentNullException>(() => new TestFlow(null!, Echo));
        Assert.Throws<ArgumentNullException>(() => new TestFlow(new TestAdapter(), (IBot)null!));
        Assert.Throws<ArgumentNullException>(() => Flow().Send((string)null!));
        Assert.Throws<ArgumentNullException>(() => Flow().Send((Activity)null!));
        Assert.Throws<ArgumentNullException>(() => Flow().AssertReply((string)null!));
        Assert.Throws<ArgumentNullException>(() => Flow().AssertReplyOneOf(null!));
        Assert.Throws<ArgumentNullException>(() => Flow().AssertReplyContains(null!));
        Assert.Throws<ArgumentNullException>(() => Flow().Test((IEnumerable<Activity>)null!));
    }

    [Fact]
    public async Task Test_Transcript_SendsThePersonAndExpectsTheBot() =>
        await Flow().Test(
            [
                new Activity { Type = "message", Text = "a", From = new ChannelAccount { Id = "u", Role = "user" } },
                new Activity { Type = "message", Text = "echo a", From = new ChannelAccount { Id = "b", Role = "bot" } },
            ])
            .StartTestAsync();

    [Fact]
    public async Task Flow_NotStarted_DoesNothing()
    {
        var adapter = new TestAdapter();
        _ = new TestFlow(adapter, Echo).Send("a");
        Assert.Empty(adapter.ActiveQueue);
        await new TestFlow(adapter, Echo).Send("a").StartTestAsync();
        Assert.Single(adapter.ActiveQueue);
    }

    [Fact]
    public async Task Adapter_Defaults_AreTheSdks()
    {
        var adapter = new TestAdapter();
        var ids = new List<string?>();
        BotCallbackHandler bot = (turn, cancellationToken) =>
        {
            ids.Add(turn.Activity.Id);
            var activity = turn.Activity;
            Assert.Equal(("test", "https://test.com", "user1", "User1", "bot", "Bot", "convo1", "Conversation1", "en-us"),
                (activity.ChannelId, activity.ServiceUrl, activity.From!.Id, activity.From.Name, activity.Recipient!.Id, activity.Recipient.Name,
                    activity.Conversation!.Id, activity.Conversation.Name, activity.Locale));
            return turn.SendActivityAsync("x", cancellationToken: cancellationToken);
        };
        await adapter.SendTextToBotAsync("a", bot);
        await adapter.SendTextToBotAsync("b", bot);
        Assert.Equal(["0", "1"], ids);
        Assert.True(Guid.TryParseExact(adapter.GetNextReply()!.Id, "n", out _));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Adapter_Trace_IsQueuedOnlyWhenAsked(bool sendTraces, int expected)
    {
        var adapter = new TestAdapter(sendTraceActivity: sendTraces);
        await adapter.SendTextToBotAsync("a", (turn, cancellationToken) => turn.SendActivityAsync(new Activity { Type = ActivityTypes.Trace }, cancellationToken));
        Assert.Equal(expected, adapter.ActiveQueue.Count);
    }

    [Fact]
    public async Task Adapter_ProactiveTurns_CarryTheSdksEvents()
    {
        var adapter = new TestAdapter();
        Activity? seen = null;
        BotCallbackHandler bot = (turn, _) =>
        {
            seen = turn.Activity;
            return Task.CompletedTask;
        };
        await adapter.ContinueConversationAsync(adapter.Conversation, bot);
        Assert.Equal(EventNames.ContinueConversation, seen!.Name);
        Assert.Equal("convo1", seen.RelatesTo!.Conversation!.Id);
        Assert.Equal("user1", seen.From!.Id);
        await adapter.CreateConversationAsync("test", bot);
        Assert.Equal(EventNames.CreateConversation, seen!.Name);
        Assert.NotEqual("convo1", seen.Conversation!.Id);
    }

    [Fact]
    public async Task Adapter_FromIsTheBot_BecomesTheUser()
    {
        var adapter = new TestAdapter();
        await adapter.ProcessActivityAsync(new Activity { From = new ChannelAccount { Id = "bot", Role = "bot" } }, (turn, _) =>
        {
            Assert.Equal("message", turn.Activity.Type);
            Assert.Equal("user1", turn.Activity.From!.Id);
            return Task.CompletedTask;
        });
    }
}
