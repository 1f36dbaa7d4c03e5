using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;

namespace AssistantBot.Bot.Models;

/// <summary>
/// The model as everyone in the program calls it: within a time, a number of calls at once and a budget, with at most one retry, and left alone
/// while it is broken. The only place that does any of this; clients behind it do none.
/// </summary>
/// <remarks>
/// A call that may not be made is a <see cref="ModelUnavailableException"/>, one that takes too long a <see cref="TimeoutException"/>; whatever
/// else the provider does wrong comes through. A caller who stops listening ends the call.
/// </remarks>
internal sealed partial class GuardedChatClient : DelegatingChatClient
{
    private const int PiecesAhead = 16;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWaitForPlace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly ModelOptions _options;
    private readonly ModelBudget _budget;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly CircuitBreakerStateProvider _stateUnderLoad = new();
    private readonly ResiliencePipeline _breaker;
    private readonly SemaphoreSlim _slots;
    private long _restUntil;

    public GuardedChatClient(IChatClient inner, ModelOptions options, ModelBudget budget, TimeProvider time, ILogger<GuardedChatClient>? log = null)
        : base(inner)
    {
        _options = options;
        _budget = budget;
        _time = time;
        _log = log ?? NullLogger<GuardedChatClient>.Instance;
        _slots = new SemaphoreSlim(options.MaxConcurrentCalls);
        // The long look is for bots that ask seldom; where many ask, what was good a while ago must not hide that nothing is now.
        _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(Breaker(4, TimeSpan.FromSeconds(30), _state))
            .AddCircuitBreaker(Breaker(10, TimeSpan.FromSeconds(5), _stateUnderLoad))
            .Build();
    }

    /// <summary>True while calls are given up at once, because too many have failed.</summary>
    public bool IsResting => IsOpen(_state) || IsOpen(_stateUnderLoad);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        // Streaming shows a model that has gone silent long before the whole answer is late.
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pieces = Channel.CreateBounded<ChatResponseUpdate>(new BoundedChannelOptions(PiecesAhead) { SingleReader = true, SingleWriter = true });
        var running = PumpAsync([.. messages], options, pieces.Writer, ended.Token);
        try
        {
            while (await pieces.Reader.WaitToReadAsync(cancellationToken))
            {
                while (pieces.Reader.TryRead(out var piece))
                    yield return piece;
            }
        }
        finally
        {
            await ended.CancelAsync();
            // A client that does not heed its token is left behind by the pump, so this ends at once.
            await running;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _slots.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsOpen(CircuitBreakerStateProvider breaker) => breaker.CircuitState is CircuitState.Open or CircuitState.Isolated;

    private CircuitBreakerStrategyOptions Breaker(int leastCalls, TimeSpan looksBack, CircuitBreakerStateProvider state) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = leastCalls,
        SamplingDuration = looksBack,
        BreakDuration = _options.BreakDuration,
        // What the other breaker refuses says nothing of the model.
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not (null or OperationCanceledException or BrokenCircuitException)),
        StateProvider = state,
        OnOpened = _ =>
        {
            LogOpened(_options.BreakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            LogClosed();
            return ValueTask.CompletedTask;
        },
    };

    private async Task PumpAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, ChannelWriter<ChatResponseUpdate> pieces, CancellationToken caller)
    {
        var wanted = options as ModelCallOptions;
        using var deadline = new CancellationTokenSource(wanted?.Timeout ?? _options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        try
        {
            await RunAsync(messages, options, wanted?.Caller, pieces, caller, both.Token);
            pieces.Complete();
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            pieces.Complete(new TimeoutException("The model did not finish in time."));
        }
        // Whatever it is, it is thrown where the caller reads.
        catch (Exception failure)
        {
            pieces.Complete(failure);
        }
    }

    private async Task RunAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, ModelCaller? whose, ChannelWriter<ChatResponseUpdate> pieces, CancellationToken caller,
        CancellationToken both)
    {
        if (_time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restUntil))
            throw new ModelUnavailableException(ModelUnavailability.Throttled);
        await TakePlaceAsync(caller, both);
        ModelSpending? spending = null;
        try
        {
            spending = await _budget.ReserveAsync(messages, options?.MaxOutputTokens, whose, both);
            await RunOnceOrTwiceAsync(messages, options, spending, pieces, caller, both);
        }
        finally
        {
            _slots.Release();
            if (spending is not null)
                await _budget.SettleAsync(spending);
        }
    }

    // Calls that hang hold their places for seconds: who comes after them is not to wait as long for a quotation.
    private async Task TakePlaceAsync(CancellationToken caller, CancellationToken both)
    {
        if (_slots.Wait(0, CancellationToken.None))
            return;
        using var patience = new CancellationTokenSource(LongestWaitForPlace, _time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(both, patience.Token);
        try
        {
            await _slots.WaitAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new ModelUnavailableException(ModelUnavailability.Busy);
        }
    }

    private async Task RunOnceOrTwiceAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, ModelSpending spending, ChannelWriter<ChatResponseUpdate> pieces, CancellationToken caller,
        CancellationToken both)
    {
        for (var retried = false; ; retried = true)
        {
            var received = false;
            TimeSpan wait;
            try
            {
                await _breaker.ExecuteAsync(
                    async token =>
                    {
                        try
                        {
                            await ReadAsync(messages, options, spending, pieces, () => received = true, token);
                        }
                        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
                        {
                            // Said in the breaker's words: too slow is a failure, cancelled is not.
                            throw new TimeoutException("The model did not finish in time.");
                        }
                    },
                    both);
                return;
            }
            catch (BrokenCircuitException)
            {
                throw new ModelUnavailableException(ModelUnavailability.Broken);
            }
            catch (Exception failure) when (!retried && !received && !both.IsCancellationRequested && WaitBeforeRetry(failure) is not null)
            {
                wait = WaitBeforeRetry(failure)!.Value;
            }
            catch (ModelRefusedException refused) when (refused.RetryAfter is not null)
            {
                Rest(refused.RetryAfter.Value);
                throw;
            }

            await Task.Delay(wait, _time, both);
        }
    }

    /// <summary>How long to wait before the only retry; null for none.</summary>
    private static TimeSpan? WaitBeforeRetry(Exception failure) => failure switch
    {
        ModelRefusedException { RetryAfter: { } asked } => asked <= LongestRetryAfter ? asked : null,
        HttpRequestException { StatusCode: null or System.Net.HttpStatusCode.RequestTimeout or >= System.Net.HttpStatusCode.InternalServerError } => RetryDelay,
        IOException => RetryDelay,
        _ => null,
    };

    private void Rest(TimeSpan asked)
    {
        var until = (_time.GetUtcNow() + (asked < LongestRest ? asked : LongestRest)).UtcTicks;
        Interlocked.Exchange(ref _restUntil, until);
        LogThrottled(asked);
    }

    private async Task ReadAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, ModelSpending spending, ChannelWriter<ChatResponseUpdate> pieces, Action onFirst,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = InnerClient.GetStreamingResponseAsync(messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        var isAnswer = false;
        try
        {
            while (true)
            {
                next = updates.MoveNextAsync().AsTask();
                // A client that ignores cancellation must not hold the person's reply.
                if (!await next.WaitAsync(_options.IdleTimeout, _time, cancellationToken))
                {
                    // A gateway's sign-in page is a reply without an event; an answer of no words has its end at least.
                    if (!isAnswer)
                        throw new InvalidDataException("The provider's reply is no answer.");
                    return;
                }

                isAnswer |= updates.Current.FinishReason is not null || updates.Current.Contents.Count > 0;
                spending.Add(updates.Current);
                if (updates.Current.Text.Length > 0)
                    onFirst();
                await pieces.WriteAsync(updates.Current, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (next is null or { IsCompleted: true })
                await updates.DisposeAsync();
            else
                _ = DisposeLaterAsync(next, updates);
        }
    }

    private static async Task DisposeLaterAsync(Task<bool> next, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        // The outcome of an abandoned read interests nobody; observing it keeps it out of the unobserved exceptions.
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await updates.DisposeAsync();
    }

    [LoggerMessage(1, LogLevel.Warning, "The model failed repeatedly and is left alone for {Duration}")]
    private partial void LogOpened(TimeSpan duration);

    [LoggerMessage(2, LogLevel.Information, "The model answers again")]
    private partial void LogClosed();

    [LoggerMessage(3, LogLevel.Warning, "The model's provider asks to wait {Duration}")]
    private partial void LogThrottled(TimeSpan duration);
}
