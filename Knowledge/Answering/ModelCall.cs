using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Calls the model under a deadline, with at most one retry and a circuit breaker. The only place that retries:
/// clients behind <see cref="IChatClient"/> must not.
/// </summary>
internal sealed partial class ModelCall : IDisposable
{
    private const int ParallelCalls = 32;
    private const int TokensForAnswer = 800;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly IChatClient _client;
    private readonly AnsweringOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _breaker;
    private readonly SemaphoreSlim _slots = new(ParallelCalls);

    public ModelCall(IChatClient client, AnsweringOptions options, TimeProvider time, ILogger log)
    {
        _client = client;
        _options = options;
        _time = time;
        _log = log;
        _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakDuration,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not (null or OperationCanceledException)),
            })
            .Build();
    }

    /// <summary>The model's name, when the client tells it.</summary>
    public string? Model => _client.GetService<ChatClientMetadata>()?.DefaultModelId;

    /// <summary>Reads the model's text.</summary>
    /// <param name="messages">The prompt.</param>
    /// <param name="onText">Called with the whole raw text after each piece; false stops reading.</param>
    /// <param name="cancellationToken">The caller's; the only cancellation that throws.</param>
    /// <returns>The raw text, at most twice the longest answer; null when the model failed or was too slow.</returns>
    public async Task<string?> RunAsync(
        IReadOnlyList<ChatMessage> messages, Func<string, CancellationToken, ValueTask<bool>> onText, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var entered = false;
        try
        {
            await _slots.WaitAsync(both.Token);
            entered = true;
            return await RunOnceOrTwiceAsync(messages, onText, deadline.Token, both.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (BrokenCircuitException)
        {
            LogBroken();
            return null;
        }
        // A model may fail in as many ways as there are providers; the person is answered by quoting in every one of them.
        catch (Exception exception)
        {
            LogFailed(exception.GetType().Name, (exception as HttpRequestException)?.StatusCode, _time.GetElapsedTime(started).TotalMilliseconds);
            return null;
        }
        finally
        {
            if (entered)
                _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task<string> RunOnceOrTwiceAsync(
        IReadOnlyList<ChatMessage> messages, Func<string, CancellationToken, ValueTask<bool>> onText,
        CancellationToken deadline, CancellationToken both, CancellationToken caller)
    {
        var retried = false;
        while (true)
        {
            var received = false;
            try
            {
                return await _breaker.ExecuteAsync(
                    async token =>
                    {
                        try
                        {
                            return await ReadAsync(messages, onText, () => received = true, token);
                        }
                        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !caller.IsCancellationRequested)
                        {
                            // Said in the breaker's words: too slow is a failure, cancelled is not.
                            throw new TimeoutException($"The model did not finish within {_options.Timeout}.");
                        }
                    },
                    both);
            }
            catch (Exception exception) when (!retried && !received && IsTransient(exception))
            {
                retried = true;
                await Task.Delay(RetryDelay, _time, both);
            }
        }
    }

    private static bool IsTransient(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: null or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } => true,
        IOException => true,
        _ => false,
    };

    private async Task<string> ReadAsync(
        IReadOnlyList<ChatMessage> messages, Func<string, CancellationToken, ValueTask<bool>> onText, Action onFirst, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var text = new StringBuilder();
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = TokensForAnswer };
        var updates = _client.GetStreamingResponseAsync(messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = updates.MoveNextAsync().AsTask();
                // A client that ignores cancellation must not hold the person's reply.
                if (!await next.WaitAsync(cancellationToken))
                    return text.ToString();
                var piece = updates.Current.Text;
                if (piece.Length == 0)
                    continue;
                onFirst();
                text.Append(piece, 0, Math.Min(piece.Length, (_options.MaxLength * 2) - text.Length));
                if (text.Length >= _options.MaxLength * 2 || !await onText(text.ToString(), cancellationToken))
                    return text.ToString();
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

    [LoggerMessage(1, LogLevel.Warning, "The model is left alone after repeated failures; the passage is quoted")]
    private partial void LogBroken();

    [LoggerMessage(2, LogLevel.Warning, "The model failed ({Failure}, status {Status}) after {Milliseconds:0} ms; the passage is quoted")]
    private partial void LogFailed(string failure, HttpStatusCode? status, double milliseconds);
}
