using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace AssistantBot.Bot.Models;

/// <summary>How the OpenAI package reaches a provider: its address, its way of taking the key, and no retries.</summary>
internal static class OpenAIConnection
{
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromMinutes(5);

    public static (ApiKeyCredential Credential, OpenAIClientOptions Options) Create(ModelProvider provider, Uri address, string? key, HttpClient http)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = address,
            NetworkTimeout = NetworkTimeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(http),
        };
        // The package wants a key; servers without one ignore it.
        var credential = new ApiKeyCredential(string.IsNullOrWhiteSpace(key) ? "none" : key.Trim());
        if (provider.KeyHeader is { } header)
            options.AddPolicy(new KeyHeaderPolicy(header, credential), PipelinePosition.BeforeTransport);
        return (credential, options);
    }

    /// <summary>The failure without anything the server said.</summary>
    public static HttpRequestException Refused(ClientResultException exception) =>
        ModelRefusedException.Behind(exception)
        ?? (exception.InnerException as HttpRequestException is { } transport
            ? new HttpRequestException(transport.HttpRequestError, "The model endpoint could not be reached.", transport)
            : new HttpRequestException("The model endpoint could not be reached."));
}
