using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AssistantBot.Benchmarks.Load;

/// <summary>
/// One kept-alive HTTP/1.1 connection that posts JSON and reads a status. By hand, because load generator and bot share the cores: what the
/// generator spends is missing in the figures, and the faster the bot, the more of it.
/// </summary>
internal sealed class HttpConnection(Uri address) : IDisposable
{
    /// <summary>The runtime's name for it.</summary>
    internal const string InlineSetting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[8192];
    private byte[] _request = new byte[4096];
    private CancellationTokenSource _deadline = new();
    private Socket? _socket;

    /// <summary>
    /// Lets sockets of this process go on where their answers are read instead of on another thread; what follows here never blocks. To be
    /// called before the first socket; processes started from here do not inherit it (<see cref="BotProcess"/>).
    /// </summary>
    public static void GoOnInline() => Environment.SetEnvironmentVariable(InlineSetting, "1");

    /// <summary>Posts a body.</summary>
    /// <returns>The status, or 0 when there was no answer.</returns>
    public async ValueTask<int> PostAsync(string path, ReadOnlyMemory<byte> body)
    {
        if (!_deadline.TryReset())
            _deadline = new CancellationTokenSource();
        _deadline.CancelAfter(Patience);
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(IPAddress.Loopback, address.Port, _deadline.Token);
            }

            await _socket.SendAsync(Request(path, body.Span), _deadline.Token);
            var status = await ReadStatusAsync();
            if (status == 0)
                Close();
            return status;
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException)
        {
            Close();
            return 0;
        }
    }

    public void Dispose()
    {
        Close();
        _deadline.Dispose();
    }

    private ReadOnlyMemory<byte> Request(string path, ReadOnlySpan<byte> body)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        if (_request.Length < head.Length + body.Length)
            _request = new byte[2 * (head.Length + body.Length)];
        var length = Encoding.ASCII.GetBytes(head, _request);
        body.CopyTo(_request.AsSpan(length));
        return _request.AsMemory(0, length + body.Length);
    }

    private async ValueTask<int> ReadStatusAsync()
    {
        for (var length = 0; ;)
        {
            var read = await _socket!.ReceiveAsync(_buffer.AsMemory(length), _deadline.Token);
            if (read == 0)
                return 0;
            length += read;
            if (TryParse(_buffer.AsSpan(0, length), out var status))
                return status;
            if (length == _buffer.Length)
                throw new InvalidDataException("The answer is larger than the generator expects.");
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        if (!Utf8Parser.TryParse(answer[9..], out status, out _))
            throw new InvalidDataException("The answer has no status.");
        var head = answer[..end];
        if (head.IndexOf("chunked"u8) >= 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        return answer.Length >= end + 4 + LoopbackConnector.ContentLength(head);
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
