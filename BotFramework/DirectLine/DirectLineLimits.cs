using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Counts what anonymous callers do, per address and per conversation. Forwarded headers are not looked at.</summary>
public sealed class DirectLineLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tokens;
    private readonly PartitionedRateLimiter<string> _wrongSecrets;
    private readonly PartitionedRateLimiter<string> _starts;
    private readonly PartitionedRateLimiter<string> _posts;
    private readonly PartitionedRateLimiter<string> _addressPosts;
    private readonly ConcurrencyLimiter _uploads;
    private readonly ConcurrentDictionary<string, int> _sockets = new(StringComparer.Ordinal);
    private readonly DirectLineLimitOptions _options;

    /// <summary>Creates the counters.</summary>
    public DirectLineLimits(IOptions<DirectLineOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value.Limits;
        _tokens = PerMinute(_options.TokensPerMinute);
        _wrongSecrets = PerMinute(_options.WrongSecretsPerMinute);
        _starts = PerMinute(_options.StartsPerMinute);
        _addressPosts = PerMinute(_options.PostsPerAddressPerMinute);
        _uploads = new(new() { PermitLimit = _options.UploadsAtOnce, QueueLimit = _options.UploadsWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        _posts = Create(_options.PostsPerSecond * 10, _options.PostsPerSecond, TimeSpan.FromSeconds(1));
    }

    /// <summary>Counts the issue of an anonymous token, for pages that issue them.</summary>
    /// <returns>Null when it may go on, else when to try again.</returns>
    public TimeSpan? TakeToken(HttpContext http) => Take(_tokens, AddressOf(http));

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokens.Dispose();
        _wrongSecrets.Dispose();
        _starts.Dispose();
        _posts.Dispose();
        _addressPosts.Dispose();
        _uploads.Dispose();
    }

    internal TimeSpan? TakeWrongSecret(HttpContext http) => Take(_wrongSecrets, AddressOf(http));

    internal TimeSpan? TakeStart(HttpContext http) => Take(_starts, AddressOf(http));

    internal TimeSpan? TakePost(HttpContext http, string conversationId) => Take(_posts, conversationId) ?? Take(_addressPosts, AddressOf(http));

    /// <summary>Waits for a place to read an upload in.</summary>
    /// <returns>Dispose when its files are stored; nothing is acquired when too many wait already.</returns>
    internal ValueTask<RateLimitLease> TakeUploadAsync(CancellationToken cancellationToken) => _uploads.AcquireAsync(1, cancellationToken);

    /// <summary>Counts an open socket.</summary>
    /// <returns>Dispose when it closes; null when there are too many.</returns>
    internal IDisposable? TakeSocket(HttpContext http, string conversationId)
    {
        var conversation = "c|" + conversationId;
        var address = "a|" + AddressOf(http);
        if (!TryEnter(conversation, _options.SocketsPerConversation))
            return null;
        if (TryEnter(address, _options.SocketsPerAddress))
            return new SocketLease(this, conversation, address);
        Leave(conversation);
        return null;
    }

    private bool TryEnter(string key, int limit)
    {
        if (_sockets.AddOrUpdate(key, 1, static (_, count) => count + 1) <= limit)
            return true;
        Leave(key);
        return false;
    }

    private void Leave(string key)
    {
        if (_sockets.AddOrUpdate(key, 0, static (_, count) => count - 1) <= 0)
            _sockets.TryRemove(new(key, 0));
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> PerMinute(int count) => Create(count, Math.Max(1, count / 60), TimeSpan.FromSeconds(Math.Max(1, 60.0 / count)));

    private static PartitionedRateLimiter<string> Create(int capacity, int refill, TimeSpan period) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = capacity,
            TokensPerPeriod = refill,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
            AutoReplenishment = false,
        }));

    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private sealed class SocketLease(DirectLineLimits limits, string conversation, string address) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
                return;
            limits.Leave(conversation);
            limits.Leave(address);
        }
    }
}
