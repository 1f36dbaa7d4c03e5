using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.BotFramework.Turns.Engine;

public sealed class SendLimiterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void WaitAsync_OneConversation_NeverExceedsThePublishedLimits()
    {
        var limiter = new SendLimiter(Options.Create(new OutboxOptions()), _clock);
        var sent = new List<TimeSpan>();
        var start = _clock.GetUtcNow();
        for (var i = 0; i < 200; i++)
        {
            Pass(limiter.WaitAsync(Send(1, "t1"), 1, CancellationToken.None));
            sent.Add(_clock.GetUtcNow() - start);
        }

        foreach (var (count, seconds) in new[] { (7, 1), (8, 2), (60, 30) })
        {
            for (var i = count; i < sent.Count; i++)
                Assert.True(sent[i] - sent[i - count] > TimeSpan.FromSeconds(seconds), $"{count + 1} sends within {seconds} s at {sent[i]}");
        }

        Assert.True(sent[^1] < TimeSpan.FromSeconds(110), "the limits are used, not undercut");
    }

    [Fact]
    public void WaitAsync_ManyConversationsOfOneTenant_ShareItsLimit()
    {
        var limiter = new SendLimiter(Options.Create(new OutboxOptions()), _clock);
        for (var i = 0; i < 30; i++)
            Assert.True(limiter.WaitAsync(Send(i, "t1"), 1, CancellationToken.None).IsCompletedSuccessfully);

        Assert.False(limiter.WaitAsync(Send(100, "t1"), 1, CancellationToken.None).IsCompleted);
        Assert.True(limiter.WaitAsync(Send(101, "t2"), 1, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void WaitAsync_ChannelWithoutPublishedLimits_DoesNotWait()
    {
        var limiter = new SendLimiter(Options.Create(new OutboxOptions()), _clock);
        for (var i = 0; i < 1000; i++)
            Assert.True(limiter.WaitAsync(Send(1, "t1", ChannelIds.Emulator), 1, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("http://localhost:56150/_connector", true)]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("https://smba.trafficmanager.net/teams/", false)]
    public void WaitAsync_StandInConnectorOnThisMachine_HasNoLimits(string serviceUrl, bool free)
    {
        var limiter = new SendLimiter(Options.Create(new OutboxOptions()), _clock);
        var waits = Enumerable.Range(0, 100).Select(_ => limiter.WaitAsync(Send(1, "t1", serviceUrl: serviceUrl), 1, CancellationToken.None)).ToList();

        Assert.Equal(free, waits.TrueForAll(wait => wait.IsCompletedSuccessfully));
    }

    private void Pass(Task waiting)
    {
        for (var steps = 0; ; steps++)
        {
            Assert.True(steps < 10_000, "the limiter never lets the send go");
            // The wait goes on with a continuation of its own: it has ended, or waits for a time again.
            Assert.True(SpinWait.SpinUntil(() => waiting.IsCompleted || _clock.PendingTimers > 0, Patience.Generous));
            if (waiting.IsCompleted)
                return;
            _clock.Advance(TimeSpan.FromMilliseconds(25));
        }
    }

    private static ClaimedSend Send(long conversation, string tenant, string channel = ChannelIds.Msteams, string? serviceUrl = null) => new(
        conversation, new ConversationKey(channel, $"c{conversation}"), 1, DateTimeOffset.UnixEpoch,
        new OutboxItem(1, OutboxOperation.Send, new ConversationReference { ServiceUrl = serviceUrl, Conversation = new ConversationAccount { TenantId = tenant } }, null, null, null));
}
