using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>Asks nodes as a load balancer does: any of them, the next one when that does not take it, until one does.</summary>
internal sealed class NodeClient(IReadOnlyList<Uri> nodes) : IDisposable
{
    private static readonly TimeSpan AvoidFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(320);
    private readonly long[] _avoidUntil = new long[nodes.Count];

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, ConnectTimeout = TimeSpan.FromSeconds(1) })
    {
        // Another node is asked soon; the only one is given time.
        Timeout = TimeSpan.FromSeconds(nodes.Count > 1 ? 2.5 : 20),
    };

    private int _retried;

    /// <summary>Requests that were made again because they got no 2xx.</summary>
    public int Retried => Volatile.Read(ref _retried);

    /// <summary>Asks until a node answers with 2xx.</summary>
    /// <returns>The answer's body.</returns>
    /// <exception cref="InvalidOperationException">A node says that the request is wrong.</exception>
    public async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body = null, string? bearer = null, CancellationToken cancellationToken = default)
    {
        var wait = FirstWait;
        for (var node = Random.Shared.Next(nodes.Count); ; node = (node + 1) % nodes.Count)
        {
            if (IsAvoided(node))
            {
                await Task.Delay(FirstWait / nodes.Count, cancellationToken);
                continue;
            }

            if (await TryAsync(node, method, path, body, bearer, cancellationToken) is { } answer)
                return answer;
            Interlocked.Increment(ref _retried);
            await Task.Delay(wait, cancellationToken);
            if (wait < LongestWait)
                wait *= 2;
        }
    }

    /// <summary>Asks any node, once.</summary>
    /// <returns>Null when it did not answer with 2xx.</returns>
    public Task<byte[]?> SendOnceAsync(HttpMethod method, string path, byte[]? body = null, string? bearer = null) =>
        TryAsync(Random.Shared.Next(nodes.Count), method, path, body, bearer, CancellationToken.None);

    public void Dispose() => _http.Dispose();

    private bool IsAvoided(int node) => Stopwatch.GetTimestamp() < Volatile.Read(ref _avoidUntil[node]);

    private async Task<byte[]?> TryAsync(int node, HttpMethod method, string path, byte[]? body, string? bearer, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(nodes[node], path));
            if (body is not null)
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (bearer is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests)
                throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (nodes.Count > 1)
                Volatile.Write(ref _avoidUntil[node], Stopwatch.GetTimestamp() + (long)(AvoidFor.TotalSeconds * Stopwatch.Frequency));
        }

        return null;
    }
}
