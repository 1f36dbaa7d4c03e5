using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// A person in the web chat: one conversation, one socket that is opened again with the last watermark whenever it is gone, and messages that
/// are posted again with the same client id until they are acknowledged.
/// </summary>
internal sealed class WebChatClient : IDisposable
{
    /// <summary>What a started product must be told, to give tokens.</summary>
    public const string Secret = "a-secret-for-the-benchmark-only-0123456789";

    /// <summary>Settings that let one address be a thousand people.</summary>
    public static readonly string[] Settings =
    [
        "--DirectLine:Secret", Secret, "--DirectLine:Limits:TokensPerMinute", "10000000", "--DirectLine:Limits:StartsPerMinute", "10000000",
        "--DirectLine:Limits:SocketsPerAddress", "10000000", "--DirectLine:Limits:PostsPerAddressPerMinute", "10000000",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private readonly HttpClient _http;
    private readonly Func<Uri> _node;
    private readonly string _conversation;
    private readonly ConcurrentBag<ClientWebSocket> _left = [];
    private readonly ConcurrentDictionary<string, long> _posted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimeSpan> _answered = new(StringComparer.Ordinal);
    private readonly List<string> _heard = [];
    private readonly Lock _gate = new();
    private string _token;
    private string? _streamUrl;
    private string _watermark = "0";
    private ClientWebSocket? _socket;
    private TaskCompletionSource _drop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _goneAt;

    private WebChatClient(HttpClient http, Func<Uri> node, JsonElement started)
    {
        (_http, _node) = (http, node);
        _conversation = started.GetProperty("conversationId").GetString()!;
        _token = started.GetProperty("token").GetString()!;
        _streamUrl = started.GetProperty("streamUrl").GetString()!;
    }

    /// <summary>Ids of the stored activities that the sockets brought, in their order.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    /// <summary>From each drop until a new socket stood.</summary>
    public ConcurrentBag<TimeSpan> Resumed { get; } = [];

    /// <summary>From each post until its answer was seen on a socket.</summary>
    public IEnumerable<TimeSpan> AnsweredAfter => _answered.Values;

    /// <summary>Messages that the bot acknowledged.</summary>
    public int Acknowledged => _posted.Count;

    /// <summary>Acknowledged messages without an answer on a socket.</summary>
    public int Unanswered => _posted.Keys.Count(id => !_answered.ContainsKey(id));

    /// <summary>Sockets that the bot closed with the word that it goes away.</summary>
    public int ToldToReconnect { get; private set; }

    /// <summary>Sockets that ended without a word from the bot, besides those dropped here.</summary>
    public int CutOff { get; private set; }

    /// <summary>Begins a conversation; the socket is opened by <see cref="ListenAsync"/>.</summary>
    public static async Task<WebChatClient> StartAsync(HttpClient http, Func<Uri> node)
    {
        for (var at = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var token = await SendAsync(http, HttpMethod.Post, new Uri(node(), "v3/directline/tokens/generate"), Secret);
                return new WebChatClient(http, node, await SendAsync(http, HttpMethod.Post, new Uri(node(), "v3/directline/conversations"), token.GetProperty("token").GetString()!));
            }
            catch (Exception busy) when (busy is HttpRequestException or OperationCanceledException && Stopwatch.GetElapsedTime(at) < StartPatience)
            {
                await Task.Delay(500);
            }
        }
    }

    /// <summary>Keeps a socket open until stopped.</summary>
    public async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var url = _streamUrl ?? await ReconnectAsync();
                _streamUrl = null;
                var socket = new ClientWebSocket();
                _left.Add(socket);
                using (var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop))
                {
                    deadline.CancelAfter(Patience);
                    await socket.ConnectAsync(new Uri(url), deadline.Token);
                }

                if (Interlocked.Exchange(ref _goneAt, 0) is > 0 and var goneAt)
                    Resumed.Add(Stopwatch.GetElapsedTime(goneAt));
                var drop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref _drop, drop);
                Volatile.Write(ref _socket, socket);
                if (await Task.WhenAny(ReadAsync(socket, stop), drop.Task) == drop.Task)
                    await drop.Task;
                Volatile.Write(ref _socket, null);
                Interlocked.CompareExchange(ref _goneAt, Stopwatch.GetTimestamp(), 0);
            }
            catch (Exception failure) when (failure is HttpRequestException or WebSocketException or OperationCanceledException or JsonException)
            {
                // Nobody is there now.
                Interlocked.CompareExchange(ref _goneAt, Stopwatch.GetTimestamp(), 0);
                if (!stop.IsCancellationRequested)
                    await Task.Delay(Random.Shared.Next(200, 1000), CancellationToken.None);
            }
        }
    }

    /// <summary>Cuts the socket, as a lost network does.</summary>
    public void Cut()
    {
        if (Interlocked.Exchange(ref _socket, null) is not { } socket)
            return;
        Volatile.Read(ref _drop).TrySetResult();
        socket.Abort();
    }

    /// <summary>Goes away without a word: the socket stays open on the bot's side, and nobody reads it.</summary>
    public void Vanish()
    {
        lock (_gate)
        {
            if (Interlocked.Exchange(ref _socket, null) is not null)
                Volatile.Read(ref _drop).TrySetResult();
        }
    }

    /// <summary>Posts a message until it is acknowledged.</summary>
    public async Task PostAsync(string text, string clientId)
    {
        for (var at = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var body = new { type = "message", text, from = new { id = "me" }, channelData = new { clientActivityID = clientId } };
                var posted = await SendAsync(_http, HttpMethod.Post, new Uri(_node(), $"v3/directline/conversations/{_conversation}/activities"), _token, body);
                lock (_gate)
                {
                    var id = posted.GetProperty("id").GetString()!;
                    _posted.TryAdd(id, at);
                    // The socket was faster than the answer to the post.
                    if (_answered.ContainsKey(id))
                        _answered[id] = Stopwatch.GetElapsedTime(at);
                }

                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException)
            {
                // Refused or cut off: once more.
                await Task.Delay(250, CancellationToken.None);
            }
        }
    }

    /// <summary>The whole conversation as the bot has stored it: ids in order.</summary>
    public async Task<IReadOnlyList<string>> FeedAsync()
    {
        var ids = new List<string>();
        for (var watermark = "0"; ;)
        {
            var set = await SendAsync(_http, HttpMethod.Get, new Uri(_node(), $"v3/directline/conversations/{_conversation}/activities?watermark={watermark}"), _token);
            if (set.GetProperty("activities").GetArrayLength() == 0)
                return ids;
            watermark = set.GetProperty("watermark").GetString()!;
            ids.AddRange(set.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("id").GetString()!));
        }
    }

    public void Dispose()
    {
        foreach (var socket in _left)
            socket.Dispose();
    }

    private async Task<string> ReconnectAsync()
    {
        string watermark;
        lock (_gate)
            watermark = _watermark;
        var answer = await SendAsync(_http, HttpMethod.Get, new Uri(_node(), $"v3/directline/conversations/{_conversation}?watermark={watermark}"), _token);
        _token = answer.GetProperty("token").GetString()!;
        return answer.GetProperty("streamUrl").GetString()!;
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    if (length == buffer.Length)
                        Array.Resize(ref buffer, 2 * buffer.Length);
                    received = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
                    length += received.Count;
                }
                while (!received.EndOfMessage);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    if (socket.CloseStatus == WebSocketCloseStatus.EndpointUnavailable)
                        ToldToReconnect++;
                    else
                        CutOff++;
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
                    return;
                }

                if (length > 0 && !Hear(socket, buffer.AsMemory(0, length)))
                    return;
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            if (Volatile.Read(ref _socket) == socket && !stop.IsCancellationRequested)
                CutOff++;
        }
    }

    // False when the client has gone away from this socket meanwhile.
    private bool Hear(ClientWebSocket socket, ReadOnlyMemory<byte> frame)
    {
        using var set = JsonDocument.Parse(frame);
        lock (_gate)
        {
            if (Volatile.Read(ref _socket) != socket)
                return false;
            // What has no watermark is shown and forgotten.
            if (!set.RootElement.TryGetProperty("watermark", out var watermark) || watermark.GetString() is not { } position)
                return true;
            _watermark = position;
            foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
            {
                _heard.Add(activity.GetProperty("id").GetString()!);
                if (activity.TryGetProperty("replyToId", out var reply) && reply.GetString() is { } question && _posted.TryGetValue(question, out var at))
                    _answered.TryAdd(question, Stopwatch.GetElapsedTime(at));
                else if (reply.ValueKind == JsonValueKind.String)
                    _answered.TryAdd(reply.GetString()!, TimeSpan.Zero);
            }

            return true;
        }
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, Uri address, string bearer, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) } };
        if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(body ?? new { });
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
