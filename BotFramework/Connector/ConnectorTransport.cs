using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Connector;

/// <summary>
/// Sends one request to the connector: only to URLs the policy accepts, with the token only there, never after a redirect, within a deadline.
/// </summary>
internal sealed class ConnectorTransport : IDisposable
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly string UserAgent =
        $"Microsoft-BotFramework/3.1 AssistantBot/{typeof(ConnectorTransport).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    private readonly HttpClient _http;
    private readonly IBotTokenProvider _tokens;
    private readonly ServiceUrlPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    public ConnectorTransport(IBotTokenProvider tokens, ServiceUrlPolicy policy, IOptions<ConnectorOptions> options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _tokens = tokens;
        _policy = policy;
        _time = time;
        _timeout = options.Value.Timeout;
        _http = new HttpClient(handler ?? CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    /// <summary>Sends and reads the answer's body.</summary>
    /// <exception cref="ConnectorException">Any failure.</exception>
    public async Task<byte[]> SendAsync(HttpMethod method, string serviceUrl, string path, byte[]? body, CancellationToken cancellationToken)
    {
        if (!_policy.IsAcceptable(serviceUrl))
            throw new ConnectorException("The service URL is not one the bot may send to.") { NotSent = true, NotTrusted = true };
        var url = new Uri(serviceUrl.TrimEnd('/') + "/" + path);
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var token = await TokenAsync(linked.Token).ConfigureAwait(false);
            var (answer, failure) = await TryAsync(method, url, body, token, linked.Token).ConfigureAwait(false);
            if (failure?.Status == HttpStatusCode.Unauthorized && token is not null)
            {
                _tokens.Drop(token);
                (answer, failure) = await TryAsync(method, url, body, await TokenAsync(linked.Token).ConfigureAwait(false), linked.Token).ConfigureAwait(false);
            }

            return failure is null ? answer! : throw failure;
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectorException("The connector did not answer in time.", slow);
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // A connect that times out is a request that was not sent; the handler's own time-out does not say so.
        ConnectCallback = static async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(ConnectTimeout);
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, deadline.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                throw new SocketException((int)SocketError.TimedOut);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException slow)
        {
            throw new ConnectorException("No token in time.", slow) { NotSent = true };
        }
    }

    private async Task<(byte[]? Answer, ConnectorException? Failure)> TryAsync(HttpMethod method, Uri url, byte[]? body, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json", "utf-8") } };
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? (answer, null) : (null, FailureOf(response, answer));
        }
        catch (HttpRequestException broken)
        {
            var notSent = broken.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return (null, new ConnectorException($"The connector could not be reached ({broken.HttpRequestError}).", broken) { NotSent = notSent });
        }
        catch (IOException broken)
        {
            return (null, new ConnectorException("The connection broke.", broken));
        }
    }

    private ConnectorException FailureOf(HttpResponseMessage response, byte[] answer)
    {
        var error = default(Error);
        try
        {
            // The Agents Playground sends the inner object alone.
            error = answer.Length == 0 ? null
                : JsonSerializer.Deserialize(answer, ActivityJson.Context.ErrorResponse)?.Error ?? JsonSerializer.Deserialize(answer, ActivityJson.Context.Error);
        }
        catch (JsonException)
        {
            // Proxies answer in HTML; the status says enough.
        }

        var code = error?.Code is { Length: > 0 and <= 100 } given && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? given : null;
        return new($"The connector answered {(int)response.StatusCode} {code}".TrimEnd())
        {
            Status = response.StatusCode,
            Code = code,
            Reason = error?.Message,
            RetryAfter = RetryAfter.Of(response, _time),
        };
    }
}
