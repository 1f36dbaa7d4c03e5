using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>
/// One web chat over Direct Line: posts in order and again until it is acknowledged, under the same client id; follows its feed over a
/// socket, or by asking now and then, and comes back with its last watermark.
/// </summary>
internal sealed class WebChat(string name, bool polls, LoadOptions options, Ledger ledger, NodeClient nodes)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private string _token = "";
    private string _conversation = "";
    private string? _streamUrl;

    /// <summary>What it was shown.</summary>
    public WebFeed Feed { get; } = new(ledger);

    /// <summary>How often it opened a socket again.</summary>
    public int Reconnected { get; private set; }

    /// <summary>Messages delivered a second time that got another id than the first time.</summary>
    public int OtherIds { get; private set; }

    private string Path => $"/v3/directline/conversations/{_conversation}";

    /// <summary>Gets a token and starts its conversation.</summary>
    public async Task StartAsync(string secret)
    {
        var token = Text(await nodes.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", "{}"u8.ToArray(), secret), "token");
        var conversation = await nodes.SendAsync(HttpMethod.Post, "/v3/directline/conversations", "{}"u8.ToArray(), token);
        (_token, _conversation, _streamUrl) = (Text(conversation, "token"), Text(conversation, "conversationId"), Text(conversation, "streamUrl"));
    }

    /// <summary>Writes until told to stop.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var pace = new Pace(options);
        for (var sequence = 1; !stop.IsCancellationRequested; sequence++)
        {
            await pace.NextAsync();
            var id = $"{name}-{sequence.ToString(CultureInfo.InvariantCulture)}";
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new { type = "message", text = options.Text, locale = "en-US", from = new { id = "me" }, channelData = new { clientActivityID = id } });
            ledger.Posting(id, name, sequence, new TaskCompletionSource());
            var given = Text(await nodes.SendAsync(HttpMethod.Post, $"{Path}/activities", body, _token, CancellationToken.None), "id");
            ledger.Acknowledge(id);
            if (Random.Shared.Next(100) < options.Redeliver && await nodes.SendOnceAsync(HttpMethod.Post, $"{Path}/activities", body, _token) is { } again && Text(again, "id") != given)
                OtherIds++;
        }
    }

    /// <summary>Follows its feed until told to stop.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (polls)
                    await PollAsync(stop);
                else
                    await ListenAsync(stop);
            }
            catch (Exception broken) when (broken is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                // The node was killed, or hangs, or the run is over.
            }
        }
    }

    /// <summary>Reads the whole feed anew.</summary>
    /// <returns>True when it holds what was shown, in the same order, and each once.</returns>
    public async Task<bool> IsAsShownAsync()
    {
        var whole = new WebFeed(new Ledger());
        while (whole.Take(await nodes.SendAsync(HttpMethod.Get, $"{Path}/activities?watermark={whole.Watermark}", null, _token)) > 0)
        {
        }

        return whole is { Repeated: 0, Doubled: 0 } && whole.Order.SequenceEqual(Feed.Order);
    }

    private async Task PollAsync(CancellationToken stop)
    {
        Feed.Take(await nodes.SendAsync(HttpMethod.Get, $"{Path}/activities?watermark={Feed.Watermark}", null, _token, stop));
        await Task.Delay(PollEvery, stop);
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        if (_streamUrl is null)
        {
            _streamUrl = Text(await nodes.SendAsync(HttpMethod.Get, $"{Path}?watermark={Feed.Watermark}", null, _token, stop), "streamUrl");
            Reconnected++;
        }

        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Silence / 3;
        socket.Options.KeepAliveTimeout = Silence;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Silence * 3);
        var url = _streamUrl;
        // An address works once.
        _streamUrl = null;
        await socket.ConnectAsync(new Uri(url), late.Token);
        var buffer = new byte[64 * 1024];
        for (var length = 0; ;)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * length);
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            length += received.Count;
            if (!received.EndOfMessage)
                continue;
            Feed.Take(buffer.AsMemory(0, length));
            length = 0;
        }
    }

    private static string Text(byte[] answer, string property)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty(property).GetString()!;
    }
}
