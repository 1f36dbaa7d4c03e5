using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.BotFramework.DirectLine;

/// <summary>A raw Direct Line socket.</summary>
internal sealed class StreamReader : IAsyncDisposable
{
    private readonly Queue<JsonElement> _activities = new();

    private StreamReader(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public string? Watermark { get; private set; }

    public static async Task<StreamReader> OpenAsync(string url, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new Uri(url), CancellationToken.None);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new(socket);
    }

    /// <summary>The next activity.</summary>
    public async Task<JsonElement> NextAsync()
    {
        using var deadline = new CancellationTokenSource(Patience.Generous);
        var buffer = new byte[1 << 20];
        while (_activities.Count == 0)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await Socket.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
                length += received.Count;
            }
            while (!received.EndOfMessage);
            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            var set = JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, length)).RootElement;
            foreach (var activity in set.GetProperty("activities").EnumerateArray())
                _activities.Enqueue(activity);
            if (set.TryGetProperty("watermark", out var watermark))
                Watermark = watermark.GetString();
        }

        return _activities.Dequeue();
    }

    public async Task<string?> NextTextAsync() => (await NextAsync()).TryGetProperty("text", out var text) ? text.GetString() : null;

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
