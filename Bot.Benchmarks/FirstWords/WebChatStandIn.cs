using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace AssistantBot.Benchmarks.FirstWords;

/// <summary>A client on the web, with its socket.</summary>
internal sealed class WebChatStandIn : IDisposable
{
    public const string Secret = "a-secret-for-the-benchmark-only-0123456789";

    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<Seen> _seen = Channel.CreateUnbounded<Seen>();
    private string _activities = "";

    private WebChatStandIn(Uri bot) => _http = new HttpClient { BaseAddress = bot };

    /// <summary>Every text of the bot, in order.</summary>
    public ChannelReader<Seen> Texts => _seen.Reader;

    public static async Task<WebChatStandIn> OpenAsync(Uri bot, bool member)
    {
        var chat = new WebChatStandIn(bot);
        var token = await chat.PostAsync("v3/directline/tokens/generate", Secret, new { user = new { id = "dl_ana", name = "Ana" }, member });
        var bearer = token.GetProperty("token").GetString()!;
        var conversation = await chat.PostAsync("v3/directline/conversations", bearer, new { });
        chat._activities = $"v3/directline/conversations/{conversation.GetProperty("conversationId").GetString()}/activities";
        chat._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        await chat._socket.ConnectAsync(new Uri(conversation.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        _ = chat.ListenAsync();
        return chat;
    }

    /// <summary>The page has opened: the bot welcomes.</summary>
    public Task JoinAsync() => PostAsync(_activities, null, new { type = "event", name = "webchat/join", value = new { language = "fr" }, from = new { id = "dl_ana" } });

    public Task SayAsync(string text) => PostAsync(_activities, null, new { type = "message", text, locale = "fr-FR", from = new { id = "dl_ana" } });

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += received.Count;
                }
                while (!received.EndOfMessage);
                var at = Stopwatch.GetTimestamp();
                if (length == 0)
                    continue;
                using var set = JsonDocument.Parse(buffer.AsMemory(0, length));
                foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
                {
                    if (activity.TryGetProperty("text", out var text) && activity.GetProperty("from").GetProperty("role").GetString() == "bot")
                        _seen.Writer.TryWrite(new Seen(activity.GetProperty("type").GetString()!, text.GetString()!, at));
                }
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _seen.Writer.TryComplete();
        }
    }

    private async Task<JsonElement> PostAsync(string path, string? bearer, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
