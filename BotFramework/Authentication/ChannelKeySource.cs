using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>
/// The channel issuer's keys, cached. Refreshed every 12 hours in the background, and at most once per five minutes for a key id nobody
/// knows, so that forged tokens cannot drive traffic. During an outage old keys serve for 24 hours, then nothing is decided any more.
/// </summary>
/// <remarks>
/// Written instead of <c>ConfigurationManager</c> because that one serves stale keys without end, reads documents of any size
/// and cannot be driven by a <see cref="TimeProvider"/>.
/// </remarks>
internal sealed partial class ChannelKeySource : IDisposable
{
    internal static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(12);
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromHours(24);
    internal static readonly TimeSpan MinRefetch = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan RetryWhenEmpty = TimeSpan.FromSeconds(10);
    private const int MaxDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly string _metadataUrl;
    private readonly string _issuer;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelKeySource> _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Snapshot? _current;
    private long _lastAttempt;
    private bool _attempted;

    public ChannelKeySource(IOptions<BotCredentialOptions> credentials, TimeProvider time, ILogger<ChannelKeySource> logger)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = FetchTimeout,
            MaxResponseContentBufferSize = MaxDocumentBytes,
        };
        _metadataUrl = credentials.Value.ChannelMetadataUrl;
        _issuer = credentials.Value.ChannelIssuer;
        _time = time;
        _logger = logger;
    }

    /// <summary>Finds a key.</summary>
    /// <returns>Whether keys are at hand at all, and the key if the issuer has it.</returns>
    public async ValueTask<(bool Available, ChannelKey? Key)> FindAsync(string kid, CancellationToken cancellationToken)
    {
        var snapshot = _current;
        var age = snapshot is null ? TimeSpan.MaxValue : _time.GetElapsedTime(snapshot.At);
        if (snapshot is null || age > StaleAfter)
            snapshot = await RefreshAsync(snapshot, RetryWhenEmpty, cancellationToken).ConfigureAwait(false);
        else if (!snapshot.Keys.ContainsKey(kid))
            snapshot = await RefreshAsync(snapshot, MinRefetch, cancellationToken).ConfigureAwait(false);
        else if (age > RefreshAfter && MayFetch(MinRefetch))
            _ = RefreshAsync(snapshot, MinRefetch, CancellationToken.None);
        if (snapshot is null || _time.GetElapsedTime(snapshot.At) > StaleAfter)
            return (false, null);
        return (true, snapshot.Keys.GetValueOrDefault(kid));
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private bool MayFetch(TimeSpan interval) => !_attempted || _time.GetElapsedTime(Volatile.Read(ref _lastAttempt)) >= interval;

    private async Task<Snapshot?> RefreshAsync(Snapshot? seen, TimeSpan interval, CancellationToken cancellationToken)
    {
        if (!MayFetch(interval) && _gate.CurrentCount > 0)
            return _current;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_current, seen) || !MayFetch(interval))
                return _current;
            _lastAttempt = _time.GetTimestamp();
            _attempted = true;
            // A caller who hangs up must not spoil the one attempt that all others depend on.
            _current = new(await FetchAsync(CancellationToken.None).ConfigureAwait(false), _time.GetTimestamp());
            LogFetched(_current.Keys.Count);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException or InvalidDataException or ArgumentException or IOException)
        {
            LogFetchFailed(failure.GetType().Name, failure.Message);
        }
        finally
        {
            _gate.Release();
        }

        return _current;
    }

    private async Task<Dictionary<string, ChannelKey>> FetchAsync(CancellationToken cancellationToken)
    {
        var json = await GetAsync(_metadataUrl, cancellationToken).ConfigureAwait(false);
        var metadata = OpenIdConnectConfiguration.Create(System.Text.Encoding.UTF8.GetString(json));
        if (!string.IsNullOrEmpty(metadata.Issuer) && metadata.Issuer != _issuer)
            throw new InvalidDataException("The metadata names another issuer.");
        if (!Loopback.IsHttpsOrLoopback(metadata.JwksUri ?? ""))
            throw new InvalidDataException("The metadata's key address is not https.");
        var keys = ChannelKeyDocument.Read(await GetAsync(metadata.JwksUri!, cancellationToken).ConfigureAwait(false));
        return keys.Count > 0 ? keys : throw new InvalidDataException("The key set holds no usable key.");
    }

    private async Task<byte[]> GetAsync(string url, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(url), cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Channel signing keys fetched: {Count}.")]
    private partial void LogFetched(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel signing keys could not be fetched ({Kind}): {Reason}")]
    private partial void LogFetchFailed(string kind, string reason);

    private sealed record Snapshot(Dictionary<string, ChannelKey> Keys, long At);
}
