using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>Turns a question into a vector, quickly or not at all: without one, words alone find the answer.</summary>
/// <param name="generator">The embedding model.</param>
/// <param name="budget">What may be used; null for no limit.</param>
/// <param name="timeout">How long a question may wait.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures go; never texts.</param>
public sealed partial class QuestionVectors(
    IEmbeddingGenerator<string, Embedding<float>> generator, IModelBudget? budget, TimeSpan timeout, TimeProvider time, ILogger<QuestionVectors>? log = null)
{
    private const int LongestQuestion = 1_000;
    private const int FailuresBeforeRest = 3;
    private const int MostAtOnce = 32;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly ILogger _log = log ?? NullLogger<QuestionVectors>.Instance;
    private int _running;
    private int _failures;
    private long _restUntil;

    /// <summary>The vector of a question, or null when there is none in time.</summary>
    /// <param name="question">The question; identifiers of persons are masked.</param>
    /// <param name="caller">Whose budget pays.</param>
    /// <param name="cancellationToken">The caller's; the only cancellation that throws.</param>
    public async Task<float[]?> TryEmbedAsync(string question, ModelCaller? caller, CancellationToken cancellationToken)
    {
        var text = PromptText.Said(question, LongestQuestion);
        if (text.Trim().Length == 0 || time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restUntil))
            return null;
        if (Interlocked.Increment(ref _running) > MostAtOnce)
        {
            Interlocked.Decrement(ref _running);
            return null;
        }

        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (budget is not null && !await budget.TrySpendAsync(text.Length, caller, both.Token).ConfigureAwait(false))
                return null;
            // A generator that ignores cancellation must not hold the person's reply.
            var made = await generator.GenerateAsync([text], cancellationToken: both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            if (made is not [{ Vector: var vector }] || !VectorIndexer.IsUsable(vector.Span))
                throw new InvalidOperationException("The embedding model gave no vector.");
            Interlocked.Exchange(ref _failures, 0);
            return vector.ToArray();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A provider may fail in any way; words serve.
        catch (Exception failure)
        {
            if (Interlocked.Increment(ref _failures) >= FailuresBeforeRest)
                Interlocked.Exchange(ref _restUntil, (time.GetUtcNow() + Rest).UtcTicks);
            LogFailed(failure.GetType().Name);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A question has no vector ({Failure}); words alone find its answer")]
    private partial void LogFailed(string failure);
}
