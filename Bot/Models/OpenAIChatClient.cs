using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using AIMessage = Microsoft.Extensions.AI.ChatMessage;
using AIRole = Microsoft.Extensions.AI.ChatRole;
using OpenAIMessage = OpenAI.Chat.ChatMessage;

namespace AssistantBot.Bot.Models;

/// <summary>
/// <see cref="IChatClient"/> over the OpenAI package, for OpenAI and every server that speaks its chat completions.
/// Text in, text out. Never retries. A refused call is an <see cref="HttpRequestException"/> with its status and without the server's words,
/// which may repeat the prompt or the key.
/// </summary>
internal sealed class OpenAIChatClient : IChatClient
{
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromMinutes(2);
    private static readonly string[] FixedTemperature = ["o1", "o3", "o4", "gpt-5"];

    private readonly ChatClient _client;
    private readonly HttpClient _http;
    private readonly ChatClientMetadata _metadata;
    private readonly ModelProvider _provider;
    private readonly bool _takesTemperature;

    public OpenAIChatClient(ModelOptions options)
    {
        _provider = ModelProvider.Find(options.Provider);
        var address = _provider.Address(options.Endpoint);
        _metadata = new ChatClientMetadata(_provider.Name, address, options.Name);
        _takesTemperature = !FixedTemperature.Any(family => options.Name!.StartsWith(family, StringComparison.OrdinalIgnoreCase));
        _http = new HttpClient(new SocketsHttpHandler
        {
            // The key goes to the configured address and nowhere else.
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var settings = new OpenAIClientOptions
        {
            Endpoint = address,
            NetworkTimeout = NetworkTimeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(_http),
        };
        var credential = new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey.Trim());
        if (_provider.KeyHeader is { } header)
            settings.AddPolicy(new KeyHeaderPolicy(header, credential), PipelinePosition.BeforeTransport);
        _client = new ChatClient(options.Name, credential, settings);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ChatCompletion completion = await _client.CompleteChatAsync(Convert(messages), Convert(options), cancellationToken);
            return new ChatResponse(new AIMessage(AIRole.Assistant, TextOf(completion.Content)))
            {
                ResponseId = completion.Id,
                ModelId = completion.Model,
                FinishReason = new Microsoft.Extensions.AI.ChatFinishReason(completion.FinishReason.ToString().ToLowerInvariant()),
                Usage = completion.Usage is { } usage
                    ? new UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount }
                    : null,
            };
        }
        catch (ClientResultException exception)
        {
            throw Refused(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = _client.CompleteChatStreamingAsync(Convert(messages), Convert(options), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    yield break;
            }
            catch (ClientResultException exception)
            {
                throw Refused(exception);
            }

            var update = updates.Current;
            var text = TextOf(update.ContentUpdate);
            if (text.Length > 0)
                yield return new ChatResponseUpdate(AIRole.Assistant, text) { ResponseId = update.CompletionId, ModelId = update.Model };
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
    public void Dispose() => _http.Dispose();

    private static HttpRequestException Refused(ClientResultException exception) =>
        exception.Status == 0
            ? new HttpRequestException("The model endpoint could not be reached.")
            : new HttpRequestException($"The model endpoint answered {exception.Status}.", null, (HttpStatusCode)exception.Status);

    private static string TextOf(ChatMessageContent? content) =>
        content is null ? "" : string.Concat(content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text));

    private static List<OpenAIMessage> Convert(IEnumerable<AIMessage> messages) =>
        [.. messages.Select(message =>
            message.Role == AIRole.System ? new SystemChatMessage(message.Text)
            : message.Role == AIRole.Assistant ? new AssistantChatMessage(message.Text)
            : (OpenAIMessage)new UserChatMessage(message.Text))];

    private ChatCompletionOptions Convert(ChatOptions? options)
    {
        var converted = new ChatCompletionOptions();
        if (_takesTemperature)
            converted.Temperature = options?.Temperature;
        if (options?.MaxOutputTokens is { } limit)
        {
            if (_provider.UsesMaxCompletionTokens)
            {
                converted.MaxOutputTokenCount = limit;
            }
            else
            {
#pragma warning disable SCME0001 // The package has no other way to write max_tokens.
                converted.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
            }
        }

        return converted;
    }
}
