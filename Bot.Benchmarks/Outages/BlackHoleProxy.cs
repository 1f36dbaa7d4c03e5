using System.Net;
using System.Net.Sockets;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>A TCP port before another that, when told, swallows what passes: connections stay open and are still taken, and nothing comes through.</summary>
internal sealed class BlackHoleProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly EndPoint _to;
    private volatile bool _swallows;
    private volatile CancellationTokenSource _era = new();

    private BlackHoleProxy(EndPoint to)
    {
        _to = to;
        _listener.Start(1024);
        _ = AcceptAsync();
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Opens a port before a server.</summary>
    public static BlackHoleProxy Before(EndPoint server) => new(server);

    /// <summary>From now on nothing comes through, in either direction.</summary>
    public void Swallow() => _swallows = true;

    /// <summary>New connections come through again. Those of the black hole are cut, as a firewall that has forgotten them answers with a reset.</summary>
    public void Forward()
    {
        _swallows = false;
        var past = Interlocked.Exchange(ref _era, new CancellationTokenSource());
        past.Cancel();
        past.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(_to.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        near.NoDelay = true;
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _era.Token);
            await far.ConnectAsync(_to, ends.Token);
            await Task.WhenAny(PumpAsync(near, far, ends.Token), PumpAsync(far, near, ends.Token));
            await ends.CancelAsync();
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken ends)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, ends) is var read && (read > 0 || _swallows))
            {
                // A close is swallowed as well.
                if (read == 0)
                    await Task.Delay(Timeout.Infinite, ends);
                if (!_swallows)
                    await to.SendAsync(buffer.AsMemory(0, read), ends);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }
}
