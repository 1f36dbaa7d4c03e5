using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>
/// Fetches tokens from Microsoft Entra with the client secret (protocol 2.8). One request in flight; renewed in the background five minutes
/// before expiry while the old one still serves; retried only when the service says that it is its fault.
/// </summary>
internal sealed partial class ClientSecretTokenProvider : IBotTokenProvider, IDisposable
{
    private const int MaxTries = 10;
    private const int MaxResponseBytes = 256 * 1024;
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly BotCredentialOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ClientSecretTokenProvider> _logger;
    private readonly Lock _lock = new();
    private CachedToken? _cached;
    private Task<CachedToken>? _fetching;
    private (BotTokenException Failure, long At)? _failed;

    public ClientSecretTokenProvider(IOptions<BotCredentialOptions> options, TimeProvider time, ILogger<ClientSecretTokenProvider> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = MaxResponseBytes,
        };
    }

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (!_options.HasAppId)
            return null;
        Task<CachedToken> fetching;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_cached is { } token && now < token.ExpiresAt)
            {
                if (now >= token.RenewAt && !HasJustFailed())
                    _fetching ??= Task.Run(FetchAsync, CancellationToken.None);
                return token.Value;
            }

            if (_failed is { } failed && HasJustFailed())
                throw new BotTokenException(failed.Failure.Message, failed.Failure.RetryAfter, failed.Failure);
            fetching = _fetching ??= Task.Run(FetchAsync, CancellationToken.None);
        }

        return (await fetching.WaitAsync(cancellationToken).ConfigureAwait(false)).Value;
    }

    public void Drop(string token)
    {
        lock (_lock)
        {
            if (_cached?.Value == token)
                _cached = null;
        }
    }

    public void Dispose() => _http.Dispose();

    private bool HasJustFailed() => _failed is { } failed && _time.GetElapsedTime(failed.At) < FailureMemory;

    private async Task<CachedToken> FetchAsync()
    {
        try
        {
            var token = await FetchWithRetriesAsync().ConfigureAwait(false);
            lock (_lock)
                (_cached, _fetching, _failed) = (token, null, null);
            return token;
        }
        catch (BotTokenException failure)
        {
            LogFailed(failure.Message);
            lock (_lock)
                (_fetching, _failed) = (null, (failure, _time.GetTimestamp()));
            throw;
        }
    }

    private async Task<CachedToken> FetchWithRetriesAsync()
    {
        var started = _time.GetTimestamp();
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            var (token, reason, wait) = await TryFetchAsync().ConfigureAwait(false);
            if (token is not null)
                return token;
            if (wait is not { } hint)
                throw new BotTokenException($"The token service refused the bot's credentials: {reason}.", TimeSpan.FromMinutes(1));
            var pause = TimeSpan.FromTicks(Math.Max(delay.Ticks, hint.Ticks));
            if (attempt == MaxTries || _time.GetElapsedTime(started) + pause > Patience)
                throw new BotTokenException($"The token service does not answer: {reason}.", pause);
            await Task.Delay(pause, _time).ConfigureAwait(false);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, MaxDelay.Ticks));
        }
    }

    /// <returns>A token, or why not with the least time to wait; no time when trying again is pointless.</returns>
    private async Task<(CachedToken? Token, string Reason, TimeSpan? Wait)> TryFetchAsync()
    {
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = _options.MicrosoftAppId!,
                ["client_secret"] = _options.MicrosoftAppPassword ?? "",
                ["scope"] = _options.OutboundScope,
            });
            using var response = await _http.PostAsync(new Uri(_options.TokenEndpoint), form).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
                return Read(body) is { } token ? (token, "", null) : (null, "200 without a token", TimeSpan.Zero);
            var code = ErrorCode(body);
            var reason = $"{(int)response.StatusCode} {code}".TrimEnd();
            return response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500 || code == "temporarily_unavailable"
                ? (null, reason, RetryAfter.Of(response, _time) ?? TimeSpan.Zero)
                : (null, reason, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return (null, failure.GetType().Name, TimeSpan.Zero);
        }
    }

    private CachedToken? Read(byte[] body)
    {
        if (Parse(body) is not { } root || !root.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String)
            return null;
        var seconds = 3600d;
        if (root.TryGetProperty("expires_in", out var expires)
            && !(expires.ValueKind == JsonValueKind.Number && expires.TryGetDouble(out seconds))
            && !(expires.ValueKind == JsonValueKind.String && double.TryParse(expires.GetString(), System.Globalization.CultureInfo.InvariantCulture, out seconds)))
            seconds = 3600;
        var now = _time.GetUtcNow();
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));
        var margin = TimeSpan.FromTicks(Math.Min(RenewBefore.Ticks, lifetime.Ticks / 2));
        // A token about to die would die on the way.
        return new(token.GetString()!, now + lifetime - TimeSpan.FromTicks(margin.Ticks / 5), now + lifetime - margin);
    }

    private static string ErrorCode(byte[] body) =>
        Parse(body) is { } root && root.TryGetProperty("error", out var code) && code.ValueKind == JsonValueKind.String
        && code.GetString() is { Length: <= 64 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? text
            : "";

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogFailed(string reason);

    private sealed record CachedToken(string Value, DateTimeOffset ExpiresAt, DateTimeOffset RenewAt);
}
