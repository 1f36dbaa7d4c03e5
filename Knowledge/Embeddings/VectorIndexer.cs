using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>
/// Makes the vectors of published entries in the background, only those whose text is new, and hands them to the retriever as they come. Until
/// then, and whatever fails, the last good ones and words serve.
/// </summary>
public sealed partial class VectorIndexer : BackgroundService
{
    private const int Batch = 64;
    private const int Page = 500;
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly IVectorStore _store;
    private readonly KnowledgeRetriever _retriever;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _changed = new(1, 1);
    private readonly string _model;
    private Dictionary<string, float[]>? _known;

    /// <summary>Creates the indexer.</summary>
    public VectorIndexer(
        IEmbeddingGenerator<string, Embedding<float>> generator, IVectorStore store, KnowledgeRetriever retriever, TimeProvider time,
        ILogger<VectorIndexer>? log = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(retriever);
        _generator = generator;
        _store = store;
        _retriever = retriever;
        _time = time;
        _log = log ?? NullLogger<VectorIndexer>.Instance;
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>();
        _model = $"{metadata?.ProviderName}/{metadata?.DefaultModelId}";
        _retriever.Published += Note;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _retriever.Published -= Note;
        _changed.Dispose();
        base.Dispose();
    }

    /// <summary>Makes what is missing for the published base.</summary>
    /// <returns>False when something could not be made; what could is in use.</returns>
    internal async Task<bool> BuildAsync(CancellationToken cancellationToken)
    {
        var known = _known ??= await LoadAsync(cancellationToken).ConfigureAwait(false);
        var texts = _retriever.Knowledge.Entries.SelectMany(EntryTexts.Of).Distinct(StringComparer.Ordinal).ToDictionary(EntryTexts.Hash, StringComparer.Ordinal);
        _retriever.UseVectors(known);
        var missing = texts.Where(text => !known.ContainsKey(text.Key)).ToList();
        foreach (var batch in missing.Chunk(Batch))
        {
            if (await MakeAsync([.. batch], cancellationToken).ConfigureAwait(false) is not { } made)
                return false;
            var dimensions = made[0].Vector.Length;
            if (known.Count > 0 && known.First().Value.Length != dimensions)
            {
                // The model behind the name has changed: what it said before cannot be compared with what it says now.
                LogChanged(_model, known.First().Value.Length, dimensions);
                await _store.DeleteAsync(_model, [.. known.Keys], cancellationToken).ConfigureAwait(false);
                _known = [];
                _retriever.UseVectors(_known);
                Note();
                return true;
            }

            await _store.SaveAsync(_model, made, cancellationToken).ConfigureAwait(false);
            foreach (var vector in made)
                known[vector.Hash] = vector.Vector;
        }

        if (missing.Count > 0)
        {
            _retriever.UseVectors(known);
            LogBuilt(missing.Count, known.Count);
        }

        string[] unused = [.. known.Keys.Where(hash => !texts.ContainsKey(hash))];
        if (texts.Count > 0 && unused.Length > 0)
        {
            await _store.DeleteAsync(_model, unused, cancellationToken).ConfigureAwait(false);
            foreach (var hash in unused)
                known.Remove(hash);
        }

        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            await _changed.WaitAsync(stoppingToken).ConfigureAwait(false);
            bool whole;
            try
            {
                whole = await BuildAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A database or provider in trouble must not end the indexing for good.
            catch (Exception failure)
            {
                LogFailed(failure.GetType().Name);
                whole = false;
            }

            if (whole)
            {
                wait = FirstWait;
                continue;
            }

            await Task.Delay(wait, _time, stoppingToken).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            Note();
        }
    }

    private void Note()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It looks again already.
        }
    }

    private async Task<Dictionary<string, float[]>> LoadAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        await _store.DeleteOtherModelsAsync(_model, cancellationToken).ConfigureAwait(false);
        for (var after = ""; ;)
        {
            var page = await _store.ReadAsync(_model, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var vector in page)
            {
                if (known.Count == 0 || vector.Vector.Length == known.First().Value.Length)
                    known[vector.Hash] = vector.Vector;
            }

            if (page.Count < Page)
                return known;
            after = page[^1].Hash;
        }
    }

    private async Task<IReadOnlyList<StoredVector>?> MakeAsync(KeyValuePair<string, string>[] texts, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestCall, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var made = await _generator.GenerateAsync(texts.Select(text => text.Value), cancellationToken: both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            if (made.Count != texts.Length || !made.All(embedding => IsUsable(embedding.Vector.Span) && embedding.Vector.Length == made[0].Vector.Length))
            {
                LogRefused(_model);
                return null;
            }

            return [.. made.Select((embedding, index) => new StoredVector(texts[index].Key, embedding.Vector.ToArray()))];
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A provider may fail in any way; words serve meanwhile.
        catch (Exception failure)
        {
            LogFailed(failure.GetType().Name);
            return null;
        }
    }

    /// <summary>Numbers that can be compared.</summary>
    internal static bool IsUsable(ReadOnlySpan<float> vector)
    {
        var sum = 0f;
        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
                return false;
            sum += number * number;
        }

        return sum > 0 && float.IsFinite(sum);
    }

    [LoggerMessage(1, LogLevel.Information, "Vectors made: {Made} new, {All} in all")]
    private partial void LogBuilt(int made, int all);

    [LoggerMessage(2, LogLevel.Warning, "Vectors could not be made ({Failure}); words serve, it is tried again")]
    private partial void LogFailed(string failure);

    [LoggerMessage(3, LogLevel.Error, "The vectors of {Model} were refused: not one a text, not of one length, or not numbers")]
    private partial void LogRefused(string model);

    [LoggerMessage(4, LogLevel.Warning, "{Model} now gives {Now} dimensions instead of {Before}: all vectors are made anew")]
    private partial void LogChanged(string model, int before, int now);
}
