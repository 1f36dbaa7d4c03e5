using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AssistantBot.Benchmarks.Load;

/// <summary>
/// The connector that bots answer to: takes replies on loopback, writes them into the ledger and gives each an id. By hand for the reason
/// that <see cref="HttpConnection"/> gives.
/// </summary>
internal sealed class LoopbackConnector : IAsyncDisposable
{
    private static long s_next;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private Ledger _ledger;

    private LoopbackConnector(Ledger ledger)
    {
        _ledger = ledger;
        _listener.Start(1024);
        ServiceUrl = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri ServiceUrl { get; }

    /// <summary>What has arrived is written here.</summary>
    public Ledger Ledger
    {
        set => Volatile.Write(ref _ledger, value);
    }

    public static LoopbackConnector Start(Ledger ledger) => new(ledger);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        _stopping.Dispose();
    }

    /// <summary>The body's length that a head announces; 0 when it names none.</summary>
    internal static int ContentLength(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf("\r\n"u8);
            var line = end < 0 ? head : head[..end];
            if (line.Length > 15 && line[14] == ':' && Ascii.EqualsIgnoreCase(line[..14], "content-length"u8))
                return Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out int length, out _) ? length : 0;
            head = end < 0 ? default : head[(end + 2)..];
        }

        return 0;
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
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = socket;
        connection.NoDelay = true;
        var buffer = new byte[64 * 1024];
        var answer = new byte[256];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await connection.ReceiveAsync(buffer.AsMemory(length), _stopping.Token);
                if (read == 0)
                    return;
                length += read;
                while (TryTake(buffer.AsSpan(0, length), out var taken))
                {
                    buffer.AsSpan(taken, length - taken).CopyTo(buffer);
                    length -= taken;
                    await connection.SendAsync(Answer(answer), _stopping.Token);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The bot was killed, or the run is over.
        }
    }

    private bool TryTake(ReadOnlySpan<byte> request, out int taken)
    {
        taken = 0;
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = request[..end];
        taken = end + 4 + ContentLength(head);
        if (request.Length < taken)
            return false;
        // POST /v3/conversations/{conversation}/activities/{replyTo} HTTP/1.1
        var path = head[..head.IndexOf(" HTTP/"u8)];
        var activities = path.IndexOf("/activities/"u8);
        // Typing and pieces of a stream are no answers.
        if (activities >= 0 && request[(end + 4)..taken].IndexOf("\"type\":\"message\""u8) >= 0)
            Volatile.Read(ref _ledger).Answer(Encoding.ASCII.GetString(path[(activities + "/activities/".Length)..]));
        return true;
    }

    private static ReadOnlyMemory<byte> Answer(byte[] buffer)
    {
        var body = $"{{\"id\":\"r{Interlocked.Increment(ref s_next).ToString(CultureInfo.InvariantCulture)}\"}}";
        var text = $"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}";
        return buffer.AsMemory(0, Encoding.ASCII.GetBytes(text, buffer));
    }
}
