using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Turns;

public class PipelineTests
{
    private sealed class Step(string name, List<string> log, bool goesOn = true) : IMiddleware
    {
        public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
        {
            log.Add(name);
            if (goesOn)
                await next(cancellationToken);
            log.Add("/" + name);
        }
    }

    private readonly List<string> _log = [];

    private Task Bot(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        _log.Add("bot");
        return turnContext.Activity.Text == "crash" ? throw new FormatException("crashed") : Task.CompletedTask;
    }

    [Fact]
    public async Task Middleware_Order_IsThatOfRegistration()
    {
        var adapter = new TestAdapter().Use(new Step("a", _log)).Use(new Step("b", _log));
        await adapter.SendTextToBotAsync("x", Bot);
        Assert.Equal(["a", "b", "bot", "/b", "/a"], _log);
    }

    [Fact]
    public async Task Middleware_NextNotCalled_EndsTheTurn()
    {
        var adapter = new TestAdapter().Use(new Step("a", _log, goesOn: false)).Use(new Step("b", _log));
        await adapter.SendTextToBotAsync("x", Bot);
        Assert.Equal(["a", "/a"], _log);
    }

    [Fact]
    public async Task OnTurnError_Set_SeesTheException()
    {
        var adapter = new TestAdapter
        {
            OnTurnError = (turn, failure) => turn.SendActivityAsync("sorry: " + failure.Message),
        };
        await new TestFlow(adapter, Bot).Test("crash", "sorry: crashed").StartTestAsync();
    }

    [Fact]
    public async Task OnTurnError_NotSet_ExceptionIsThrownOn() =>
        await Assert.ThrowsAsync<FormatException>(() => new TestAdapter().SendTextToBotAsync("crash", Bot));

    [Fact]
    public void Use_Null_Throws() => Assert.Throws<ArgumentNullException>(() => new TestAdapter().Use(null!));
}
