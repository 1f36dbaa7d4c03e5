using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.BotFramework.Turns;

public class ShowTypingMiddlewareTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task LongTurn_Typing_IsShownAfterTheDelayAndThenPeriodically()
    {
        var adapter = new TestAdapter().Use(new ShowTypingMiddleware(500, 2000, _clock));
        await adapter.SendTextToBotAsync("x", async (turn, cancellationToken) =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            Assert.Equal("typing", (await adapter.GetNextReplyAsync(cancellationToken)).Type);
            while (adapter.GetNextReply() is null)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(2000));
                await Task.Yield();
            }

            Assert.False(turn.Responded);
            await turn.SendActivityAsync("done", cancellationToken: cancellationToken);
        });
        Assert.Equal("message", adapter.ActiveQueue.Last().Type);
        var said = adapter.ActiveQueue.Count;
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(said, adapter.ActiveQueue.Count);
    }

    [Fact]
    public async Task ShortTurn_Typing_IsNotShown()
    {
        var adapter = new TestAdapter().Use(new ShowTypingMiddleware(500, 2000, _clock));
        await adapter.SendTextToBotAsync("x", (turn, cancellationToken) => turn.SendActivityAsync("done", cancellationToken: cancellationToken));
        Assert.Equal("done", Assert.Single(adapter.ActiveQueue).Text);
    }

    [Fact]
    public async Task OtherActivityOrBot_Typing_IsNotShown()
    {
        var adapter = new TestAdapter().Use(new ShowTypingMiddleware(0, 1, _clock));
        await adapter.ProcessActivityAsync(Activity.CreateEvent("e"), (_, _) =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        });
        Assert.Empty(adapter.ActiveQueue);
    }

    [Fact]
    public async Task TurnThrows_Exception_GoesThrough()
    {
        var adapter = new TestAdapter().Use(new ShowTypingMiddleware(500, 2000, _clock));
        await Assert.ThrowsAsync<FormatException>(() => adapter.SendTextToBotAsync("x", (_, _) => throw new FormatException()));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void Constructor_ImpossibleTimes_Throws(int delay, int period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShowTypingMiddleware(delay, period));
}
