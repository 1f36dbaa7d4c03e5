using AssistantBot.Bot.Models;
using AssistantBot.Knowledge.Models;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssistantBot.Tests.Models;

public sealed class GuardedChatClientTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryModelUsage _usage = new();
    private readonly ScriptedChatClient _inner = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Ask_ModelHangs_FailsAfterTheIdleTimeAndNotBefore()
    {
        _inner.Script = Hang;
        using var client = Guard();

        var asking = AskAsync(client);
        await _time.WhenTimersAsync(2);
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAsync<TimeoutException>(() => asking);
    }

    [Fact]
    public async Task Ask_OneWordEveryTwentySeconds_FailsAtTheFirstSilence()
    {
        _inner.Script = (_, token) => DripAsync(_time, token);
        using var client = Guard();

        var pieces = client.GetStreamingResponseAsync("x").GetAsyncEnumerator();
        Assert.True(await pieces.MoveNextAsync());
        var next = pieces.MoveNextAsync().AsTask();
        await _time.WhenTimersAsync(3);
        _time.Advance(TimeSpan.FromSeconds(8.1));

        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }

    [Fact]
    public async Task Ask_EveryCallHangs_OpensWithinTenSecondsAndClosesWithinSixtyAfterRecovery()
    {
        _inner.Script = Hang;
        using var client = Guard();
        var asking = Enumerable.Range(0, 6).Select(_ => AskAsync(client)).ToList();
        await _time.WhenTimersAsync(12);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        foreach (var one in asking)
            await Assert.ThrowsAsync<TimeoutException>(() => one);

        Assert.Equal(ModelUnavailability.Broken, (await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client))).Why);
        Assert.Equal(6, _inner.Calls);

        // It recovers right after the break began again: the worst moment.
        _time.Advance(TimeSpan.FromSeconds(20.1));
        var probe = AskAsync(client);
        await _time.WhenTimersAsync(2);
        _time.Advance(TimeSpan.FromSeconds(8.1));
        await Assert.ThrowsAsync<TimeoutException>(() => probe);
        _inner.Script = Say;
        Assert.Equal(ModelUnavailability.Broken, (await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client))).Why);
        _time.Advance(TimeSpan.FromSeconds(20.1));

        Assert.Equal("bonjour", await AskAsync(client));
        Assert.Equal("bonjour", await AskAsync(client));
    }

    [Fact]
    public async Task Ask_FailsAfterManyGoodAnswers_OpensWithinTenSeconds()
    {
        using var client = Guard();
        for (var call = 0; call < 600; call++, _time.Advance(TimeSpan.FromMilliseconds(50)))
            await AskAsync(client);
        _inner.Script = Fail;

        var failed = 0;
        while (await Record.ExceptionAsync(() => AskAsync(client)) is InvalidOperationException)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            failed++;
        }

        Assert.InRange(failed, 4, 200);
        Assert.True(client.IsResting);
        Assert.Equal(ModelUnavailability.Broken, (await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client))).Why);

        _inner.Script = Say;
        _time.Advance(TimeSpan.FromSeconds(20.1));
        Assert.Equal("bonjour", await AskAsync(client));
        Assert.False(client.IsResting);
    }

    [Fact]
    public async Task Ask_CallsWithATimeOfTheirOwnHang_OpensWhenThatTimeIsOver()
    {
        _inner.Script = Hang;
        using var client = Guard();
        var call = new ModelCall(client, _time, NullLogger.Instance);
        var prompt = ModelPrompt.Create("judge.v1", "Judge.", new { message = "hello" }, "m");

        var asking = Enumerable.Range(0, 4)
            .Select(_ => call.RunAsync(prompt, new ModelCallOptions { Timeout = TimeSpan.FromSeconds(4) }, 100, kept: null, onText: null, default)).ToList();
        await _time.WhenTimersAsync(12);
        _time.Advance(TimeSpan.FromSeconds(4.5));
        foreach (var one in asking)
            Assert.Null(await one);

        Assert.True(client.IsResting);
    }

    [Fact]
    public async Task Ask_RepliesThatAreNoAnswer_OpenTheBreaker()
    {
        _inner.Script = (_, _) => AsyncEnumerable.Empty<ChatResponseUpdate>();
        using var client = Guard();

        for (var call = 0; call < 4; call++)
            await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(client));

        Assert.True(client.IsResting);
    }

    [Fact]
    public async Task Ask_CallersGoAway_DoNotOpenTheBreaker()
    {
        _inner.Script = Hang;
        using var client = Guard();
        for (var i = 0; i < 8; i++)
        {
            using var gone = new CancellationTokenSource();
            var asking = AskAsync(client, cancellationToken: gone.Token);
            await _inner.WhenCalledAsync(i + 1);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        _inner.Script = Say;
        Assert.Equal("bonjour", await AskAsync(client));
    }

    [Fact]
    public async Task Ask_WhileCallsThatHangHoldEveryPlace_IsBusyLongBeforeItsOwnTimeIsOver()
    {
        _inner.Script = Hang;
        using var client = Guard(options => options.MaxConcurrentCalls = 2);
        var running = new[] { AskAsync(client), AskAsync(client) };
        await _time.WhenTimersAsync(4);

        var waiting = AskAsync(client, new ModelCallOptions { Timeout = TimeSpan.FromSeconds(12) });
        await _time.WhenTimersAsync(6);
        _time.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(ModelUnavailability.Busy, (await Assert.ThrowsAsync<ModelUnavailableException>(() => waiting)).Why);
        Assert.All(running, call => Assert.False(call.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(40));
        foreach (var call in running)
            await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Ask_MoreThanAllowedAtOnce_WaitAndThenAreBusy()
    {
        _inner.Script = Hang;
        using var client = Guard(options => options.MaxConcurrentCalls = 2);
        var running = new[] { AskAsync(client), AskAsync(client) };
        await _time.WhenTimersAsync(4);

        var waiting = AskAsync(client, new ModelCallOptions { Timeout = TimeSpan.FromSeconds(3) });
        await _time.WhenTimersAsync(5);
        _time.Advance(TimeSpan.FromSeconds(3.1));

        Assert.Equal(ModelUnavailability.Busy, (await Assert.ThrowsAsync<ModelUnavailableException>(() => waiting)).Why);
        Assert.Equal(2, _inner.Calls);
        _time.Advance(TimeSpan.FromSeconds(6));
        foreach (var one in running)
            await Assert.ThrowsAsync<TimeoutException>(() => one);
        _inner.Script = Say;
        Assert.Equal("bonjour", await AskAsync(client));
    }

    [Fact]
    public async Task Ask_ProviderAsksToWaitLong_IsNotCalledBefore()
    {
        _inner.Script = (_, _) => throw new ModelRefusedException(System.Net.HttpStatusCode.TooManyRequests, null, TimeSpan.FromSeconds(30));
        using var client = Guard();
        await Assert.ThrowsAsync<ModelRefusedException>(() => AskAsync(client));
        _inner.Script = Say;

        Assert.Equal(ModelUnavailability.Throttled, (await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client))).Why);
        Assert.Equal(1, _inner.Calls);
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal("bonjour", await AskAsync(client));
    }

    [Fact]
    public async Task Ask_ProviderAsksToWaitShortly_IsAskedAgainAfterThat()
    {
        _inner.Script = (call, _) => call == 1 ? throw new ModelRefusedException(System.Net.HttpStatusCode.TooManyRequests, null, TimeSpan.FromSeconds(1)) : Say(call, default);
        using var client = Guard();

        var asking = AskAsync(client);
        await _inner.WhenCalledAsync(1);
        await _time.WhenTimersAsync(2);
        _time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal("bonjour", await asking);
    }

    [Theory]
    [InlineData("ana", "web", 3)]
    [InlineData("bob", "web", 2)]
    [InlineData("bob", "teams", 1)]
    public async Task Ask_BudgetOfPersonSiteOrDayUsedUp_IsNotCalled(string person, string site, int used)
    {
        _inner.Script = Say;
        using var client = Guard(options => options.Budget = new ModelBudgetOptions { CallsPerPerson = 3, CallsPerSite = 5, CallsPerDay = 6 });
        // ana 3 on the web (her limit), then bob 2 (the site's), then bob 1 in Teams (the day's).
        foreach (var (who, where, times) in new[] { ("ana", "web", 3), ("bob", "web", 2), ("bob", "teams", 1) })
        {
            for (var i = 0; i < times; i++)
                await AskAsync(client, For(who, where));
            if ((who, where) == (person, site))
                break;
        }

        var calls = _inner.Calls;
        Assert.Equal(ModelUnavailability.OverBudget, (await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client, For(person, site)))).Why);

        Assert.Equal(calls, _inner.Calls);
        Assert.Equal(used, (await _usage.ReadAsync(Today, $"person:{site}:{person}", default)).Calls);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("bonjour", await AskAsync(client, For(person, site)));
    }

    [Fact]
    public async Task Ask_ProviderCountsTokens_TheCountReplacesTheEstimate()
    {
        _inner.Script = (_, _) => Updates(new ChatResponseUpdate(ChatRole.Assistant, "bonjour"), new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { TotalTokenCount = 1234 })]));
        using var client = Guard();

        await AskAsync(client, For("ana", "web"));

        Assert.Equal(new ModelUsage(1, 1234), await _usage.ReadAsync(Today, "day", default));
        Assert.Equal(new ModelUsage(1, 1234), await _usage.ReadAsync(Today, "person:web:ana", default));
    }

    [Fact]
    public async Task Ask_PromptLargerThanWhatIsLeft_IsNotCalled()
    {
        _inner.Script = Say;
        using var client = Guard(options => options.Budget.TokensPerPerson = 1_000);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(client, For("ana", "web"), new string('a', 10_000)));
        Assert.Equal(0, _inner.Calls);
    }

    private static ModelCallOptions For(string person, string site) => new() { Caller = new ModelCaller(person, site) };

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    private GuardedChatClient Guard(Action<ModelOptions>? configure = null)
    {
        var options = new ModelOptions();
        configure?.Invoke(options);
        return new GuardedChatClient(_inner, options, new ModelBudget(_usage, options.Budget, _time), _time);
    }

    private static async Task<string> AskAsync(IChatClient client, ChatOptions? options = null, string text = "hello", CancellationToken cancellationToken = default) =>
        (await client.GetResponseAsync(text, options, cancellationToken)).Text;

    private static IAsyncEnumerable<ChatResponseUpdate> Say(int call, CancellationToken cancellationToken) => Updates(new ChatResponseUpdate(ChatRole.Assistant, "bonjour"));

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(params ChatResponseUpdate[] updates)
    {
        await Task.CompletedTask;
        foreach (var update in updates)
            yield return update;
    }

    private static IAsyncEnumerable<ChatResponseUpdate> Fail(int call, CancellationToken cancellationToken) => throw new InvalidOperationException("Broken.");

    // The worst client: it does not even heed its token.
    private static async IAsyncEnumerable<ChatResponseUpdate> Hang(int call, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task;
        yield break;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> DripAsync(TimeProvider time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "un ");
            await Task.Delay(TimeSpan.FromSeconds(20), time, cancellationToken);
        }
    }

    private sealed class ScriptedChatClient : IChatClient
    {
        private readonly Lock _gate = new();
        private readonly List<(int Calls, TaskCompletionSource Reached)> _waiting = [];

        public Func<int, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Script { get; set; } = Say;

        public int Calls { get; private set; }

        public Task WhenCalledAsync(int calls)
        {
            lock (_gate)
            {
                if (Calls >= calls)
                    return Task.CompletedTask;
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((calls, reached));
                return reached.Task;
            }
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            int call;
            lock (_gate)
            {
                call = ++Calls;
                foreach (var (_, reached) in _waiting.Where(waiting => waiting.Calls <= call))
                    reached.TrySetResult();
            }

            return Script(call, cancellationToken);
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
