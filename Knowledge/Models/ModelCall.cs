using System.Net;
using System.Text;
using AssistantBot.Knowledge.Answering;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Knowledge.Models;

/// <summary>Reads a model's text for a prompt: capped in length and time, paid once a turn, and null whatever goes wrong.</summary>
/// <param name="client">The model.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures go; never texts.</param>
public sealed partial class ModelCall(IChatClient client, TimeProvider time, ILogger log)
{
    // The client keeps the time too and counts what was too slow; ended from here, it would see a caller who went away.
    private static readonly TimeSpan ForTheClient = TimeSpan.FromMilliseconds(250);

    /// <summary>The model's name, when the client tells it.</summary>
    public string? Model => client.GetService<ChatClientMetadata>()?.DefaultModelId;

    /// <summary>Reads the model's text, or what it answered the same prompt in an earlier run of the turn.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">What the call may take; its time is needed.</param>
    /// <param name="longest">Most characters read.</param>
    /// <param name="kept">The results of the turn, or null.</param>
    /// <param name="onText">Called with the whole raw text after each piece; false stops reading. May be null.</param>
    /// <param name="cancellationToken">The caller's; the only cancellation that throws.</param>
    /// <returns>The raw text, or null when the model failed, was too slow or may not be called.</returns>
    public async Task<string?> RunAsync(
        ModelPrompt prompt, ModelCallOptions options, int longest, IModelResultCache? kept, Func<string, CancellationToken, ValueTask<bool>>? onText,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(options);
        if (kept is not null && await kept.GetAsync(prompt.Hash, cancellationToken).ConfigureAwait(false) is { } known)
            return known.Length == 0 ? null : known;
        var started = time.GetTimestamp();
        var timeout = options.Timeout ?? throw new ArgumentException("A call needs a time.", nameof(options));
        using var deadline = new CancellationTokenSource(timeout + ForTheClient, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        string text;
        try
        {
            text = await ReadAsync(prompt, options, longest, onText, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ModelUnavailableException unavailable)
        {
            LogUnavailable(unavailable.Why, prompt.Version);
            return null;
        }
        // A model may fail in as many ways as there are providers; the turn goes on without it in every one of them.
        catch (Exception exception)
        {
            LogFailed(exception.GetType().Name, (exception as HttpRequestException)?.StatusCode, time.GetElapsedTime(started).TotalMilliseconds, prompt.Version);
            // Kept as nothing: a turn that runs again does not wait for the same failure again.
            text = "";
        }

        if (kept is not null)
            await kept.PutAsync(prompt.Hash, text, cancellationToken).ConfigureAwait(false);
        return text.Length == 0 ? null : text;
    }

    private async Task<string> ReadAsync(
        ModelPrompt prompt, ModelCallOptions options, int longest, Func<string, CancellationToken, ValueTask<bool>>? onText, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var text = new StringBuilder();
        var updates = client.GetStreamingResponseAsync(prompt.Messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = updates.MoveNextAsync().AsTask();
                // A client that ignores cancellation must not hold the person's reply.
                if (!await next.WaitAsync(cancellationToken).ConfigureAwait(false))
                    return text.ToString();
                var piece = updates.Current.Text;
                if (piece.Length == 0)
                    continue;
                text.Append(piece, 0, Math.Min(piece.Length, longest - text.Length));
                if (text.Length >= longest || (onText is not null && !await onText(text.ToString(), cancellationToken).ConfigureAwait(false)))
                    return text.ToString();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (next is null or { IsCompleted: true })
                await updates.DisposeAsync().ConfigureAwait(false);
            else
                _ = DisposeLaterAsync(next, updates);
        }
    }

    private static async Task DisposeLaterAsync(Task<bool> next, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        // The outcome of an abandoned read interests nobody; observing it keeps it out of the unobserved exceptions.
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await updates.DisposeAsync().ConfigureAwait(false);
    }

    [LoggerMessage(1, LogLevel.Warning, "The model was not asked ({Why}, prompt {Prompt})")]
    private partial void LogUnavailable(ModelUnavailability why, string prompt);

    [LoggerMessage(2, LogLevel.Warning, "The model failed ({Failure}, status {Status}) after {Milliseconds:0} ms (prompt {Prompt})")]
    private partial void LogFailed(string failure, HttpStatusCode? status, double milliseconds, string prompt);
}
