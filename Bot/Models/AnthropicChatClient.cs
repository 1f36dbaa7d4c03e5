using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace AssistantBot.Bot.Models;

/// <summary>
/// Anthropic's Messages API through its package. The package sends API version 2026-10-21, which knows no temperature, and the key as a bearer
/// token. Never retries. A refused call is a <see cref="ModelRefusedException"/>.
/// </summary>
internal sealed class AnthropicChatClient : IChatClient
{
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromMinutes(5);

    private readonly IChatClient _client;
    private readonly HttpClient _http;
    private readonly ChatClientMetadata _metadata;
    private readonly ReasoningEffort? _reasoning;

    public AnthropicChatClient(ModelOptions options, TimeProvider time)
    {
        var provider = ModelProvider.Of(ModelProvider.Anthropic);
        var address = provider.Address(options.Endpoint);
        _metadata = new ChatClientMetadata(provider.Name, address, options.Name);
        _reasoning = Enum.TryParse<ReasoningEffort>(options.Reasoning, ignoreCase: true, out var effort) ? effort : null;
        _http = ModelHttp.Create(time);
        _client = new AnthropicClient
        {
            ApiKey = options.ApiKey!.Trim(),
            BaseUrl = address.ToString().TrimEnd('/'),
            HttpClient = _http,
            MaxRetries = 0,
            Timeout = NetworkTimeout,
        }.AsIChatClient(options.Name);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _client.GetResponseAsync(messages, Convert(options), cancellationToken);
        }
        catch (AnthropicException exception)
        {
            throw Refused(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = _client.GetStreamingResponseAsync(messages, Convert(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    yield break;
            }
            catch (AnthropicException exception)
            {
                throw Refused(exception);
            }

            yield return updates.Current;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    // A stream may end in an error event; its words stay where they are.
    private static HttpRequestException Refused(AnthropicException exception) =>
        ModelRefusedException.Behind(exception)
        ?? (Transport(exception) is { } transport
            ? new HttpRequestException(transport.HttpRequestError, "The model endpoint could not be reached.", transport)
            : new HttpRequestException("The model endpoint broke off its answer."));

    private static HttpRequestException? Transport(Exception exception)
    {
        var inner = exception.InnerException;
        while (inner is not null and not HttpRequestException)
            inner = inner.InnerException;
        return inner as HttpRequestException;
    }

    private ChatOptions Convert(ChatOptions? options) => new()
    {
        MaxOutputTokens = options?.MaxOutputTokens,
        ResponseFormat = options?.ResponseFormat,
        Reasoning = _reasoning is { } effort ? new ReasoningOptions { Effort = effort } : null,
    };
}
