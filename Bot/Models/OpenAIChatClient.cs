using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AIMessage = Microsoft.Extensions.AI.ChatMessage;
using AIRole = Microsoft.Extensions.AI.ChatRole;
using OpenAIFormat = OpenAI.Chat.ChatResponseFormat;
using OpenAIMessage = OpenAI.Chat.ChatMessage;

namespace AssistantBot.Bot.Models;

/// <summary>
/// <see cref="IChatClient"/> over the OpenAI package, for OpenAI and every server that speaks its chat completions.
/// Text in, text out: tools are never offered, and calls of tools that a model makes up are dropped. Never retries. A refused call is a
/// <see cref="ModelRefusedException"/>.
/// </summary>
internal sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient _client;
    private readonly HttpClient _http;
    private readonly ChatClientMetadata _metadata;
    private readonly ModelProvider _provider;
    private readonly bool _takesTemperature;
    private readonly StructuredOutput _structured;
    private readonly string? _reasoning;

    public OpenAIChatClient(ModelOptions options, TimeProvider time)
    {
        _provider = ModelProvider.Of(options.Provider);
        var address = _provider.Address(options.Endpoint);
        _metadata = new ChatClientMetadata(_provider.Name, address, options.Name);
        _takesTemperature = _provider.TakesTemperature.Any(family => options.Name!.StartsWith(family, StringComparison.OrdinalIgnoreCase));
        _structured = Enum.TryParse<StructuredOutput>(options.StructuredOutput, ignoreCase: true, out var structured) ? structured : _provider.Structured;
        _reasoning = string.IsNullOrWhiteSpace(options.Reasoning) ? null : options.Reasoning.Trim().ToLowerInvariant();
        _http = ModelHttp.Create(time);
        var (credential, settings) = OpenAIConnection.Create(_provider, address, options.ApiKey, _http);
        _client = new ChatClient(options.Name, credential, settings);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ChatCompletion completion = await _client.CompleteChatAsync(Convert(messages), Convert(options, streams: false), cancellationToken);
            return new ChatResponse(new AIMessage(AIRole.Assistant, TextOf(completion.Content)))
            {
                ResponseId = completion.Id,
                ModelId = completion.Model,
                FinishReason = new Microsoft.Extensions.AI.ChatFinishReason(completion.FinishReason.ToString().ToLowerInvariant()),
                Usage = Convert(completion.Usage),
            };
        }
        catch (ClientResultException exception)
        {
            throw OpenAIConnection.Refused(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AIMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = _client.CompleteChatStreamingAsync(Convert(messages), Convert(options, streams: true), cancellationToken)
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
                throw OpenAIConnection.Refused(exception);
            }

            var update = updates.Current;
            var text = TextOf(update.ContentUpdate);
            if (text.Length > 0)
                yield return new ChatResponseUpdate(AIRole.Assistant, text) { ResponseId = update.CompletionId, ModelId = update.Model };
            if (Convert(update.Usage) is { } usage)
                yield return new ChatResponseUpdate(AIRole.Assistant, [new UsageContent(usage)]) { ResponseId = update.CompletionId, ModelId = update.Model };
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

    private static string TextOf(ChatMessageContent? content) =>
        content is null ? "" : string.Concat(content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text));

    private static UsageDetails? Convert(ChatTokenUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount,
    };

    private static List<OpenAIMessage> Convert(IEnumerable<AIMessage> messages) =>
        [.. messages.Select(message =>
            message.Role == AIRole.System ? new SystemChatMessage(message.Text)
            : message.Role == AIRole.Assistant ? new AssistantChatMessage(message.Text)
            : (OpenAIMessage)new UserChatMessage(message.Text))];

    private ChatCompletionOptions Convert(ChatOptions? options, bool streams)
    {
        var converted = new ChatCompletionOptions();
        if (_takesTemperature)
            converted.Temperature = options?.Temperature;
        converted.ResponseFormat = options?.ResponseFormat is ChatResponseFormatJson json ? Convert(json) : null;
#pragma warning disable SCME0001 // The package has no settled way to write these, nor to leave out what it adds by itself.
        if (_reasoning is not null)
            converted.Patch.Set("$.reasoning_effort"u8, _reasoning);
        if (options?.MaxOutputTokens is { } limit)
        {
            if (_provider.UsesMaxCompletionTokens)
                converted.MaxOutputTokenCount = limit;
            else
                converted.Patch.Set("$.max_tokens"u8, limit);
        }

        if (streams && _provider.RefusesStreamOptions)
            converted.Patch.Remove("$.stream_options"u8);
#pragma warning restore SCME0001
        return converted;
    }

    private OpenAIFormat? Convert(ChatResponseFormatJson json) => _structured switch
    {
        StructuredOutput.JsonSchema when json.Schema is { } schema =>
            OpenAIFormat.CreateJsonSchemaFormat(json.SchemaName ?? "reply", BinaryData.FromString(schema.GetRawText()), jsonSchemaIsStrict: true),
        StructuredOutput.Prompt => null,
        _ => OpenAIFormat.CreateJsonObjectFormat(),
    };
}
