using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;

namespace AssistantBot.Bot.Models;

/// <summary>
/// Embeddings over the OpenAI package, for OpenAI and every server that speaks its <c>/embeddings</c>. Never retries. A refused call is a
/// <see cref="ModelRefusedException"/>.
/// </summary>
internal sealed class OpenAIEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingClient _client;
    private readonly HttpClient _http;
    private readonly EmbeddingGeneratorMetadata _metadata;

    public OpenAIEmbeddingGenerator(EmbeddingOptions options, TimeProvider time)
    {
        var provider = ModelProvider.Of(options.Provider);
        var address = provider.Address(options.Endpoint);
        _metadata = new EmbeddingGeneratorMetadata(provider.Name, address, options.Name);
        _http = ModelHttp.Create(time);
        var (credential, settings) = OpenAIConnection.Create(provider, address, options.ApiKey, _http);
        _client = new EmbeddingClient(options.Name, credential, settings);
    }

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            OpenAIEmbeddingCollection made = await _client.GenerateEmbeddingsAsync(values, cancellationToken: cancellationToken);
            return new GeneratedEmbeddings<Embedding<float>>(
                made.OrderBy(embedding => embedding.Index).Select(embedding => new Embedding<float>(embedding.ToFloats()) { ModelId = made.Model }))
            {
                Usage = made.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.InputTokenCount, TotalTokenCount = usage.TotalTokenCount } : null,
            };
        }
        catch (ClientResultException exception)
        {
            throw OpenAIConnection.Refused(exception);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
