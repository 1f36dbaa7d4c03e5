using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The product behind a real nginx with the configuration that docs/operations shows; one of its two nodes is away.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    // The certificate is the test's own and nobody's name.
    private static readonly RemoteCertificateValidationCallback TrustsTheTest = (_, certificate, _, _) => certificate?.Subject == "CN=bot.example.com";

    private const string Secret = "a-secret-for-this-test-only-0123456789";

    private ProductProcess _product = null!;
    private NginxProcess _nginx = null!;

    public async Task InitializeAsync()
    {
        _product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["DirectLine__Secret"] = Secret,
            ["Channels__BotService"] = "false",
            ["Proxy__Addresses__0"] = "127.0.0.1",
        });
        _nginx = await NginxProcess.StartAsync(LoopbackPort.Free(), _product.BaseAddress.Port);
    }

    public async Task DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task Conversation_ThroughNginx_IsAnsweredOverTheSocketAndLeavesNoTicketInLogs()
    {
        using var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var generated = await http.PostAsJsonAsync("v3/directline/tokens/generate", new { user = new { id = "dl_anna" } });
        var token = await generated.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        using var started = await http.PostAsJsonAsync("v3/directline/conversations", new { });
        var conversation = await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var id = conversation.GetProperty("conversationId").GetString();
        var stream = new Uri(conversation.GetProperty("streamUrl").GetString()!);
        Assert.Equal($"wss://127.0.0.1:{_nginx.Port}", stream.GetLeftPart(UriPartial.Authority));

        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = TrustsTheTest;
        await socket.ConnectAsync(stream, CancellationToken.None);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", conversation.GetProperty("token").GetString());
        using var posted = await http.PostAsJsonAsync($"v3/directline/conversations/{id}/activities", new { type = "message", text = "/version", from = new { id = "dl_anna" } });
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        await ReceiveAsync(socket, "AssistantBot");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        var ticket = stream.Query["?t=".Length..];
        Assert.DoesNotContain(ticket, Read(_nginx.AccessLog), StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, Read(_nginx.ErrorLog), StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, _product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LargerThanAnActivityMayBe_IsRefusedByNginx()
    {
        using var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);

        using var answer = await http.PostAsJsonAsync("v3/directline/conversations/any/activities", new { type = "message", text = new string('x', 300_000) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    // nginx may read such a body, but passes it on whole, with its length: a node never sees where the chunks were said to end.
    [Theory]
    [InlineData("2;x\nxx\r\n12\r\n0\r\n\r\n")]
    [InlineData("2;\n12\r\n0\r\n\r\n")]
    public async Task ChunkExtension_WithALoneLineFeed_HidesNoSecondRequest(string chunks)
    {
        var answer = await SendRawAsync(_nginx.Port, tls: true, Smuggling(chunks));

        Assert.Equal(1, Count(answer, "HTTP/1.1 "));
        Assert.DoesNotContain("/hidden", Read(_nginx.AccessLog), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2;x\nxx\r\n12\r\n0\r\n\r\n")]
    [InlineData("2;\n12\r\n0\r\n\r\n")]
    public async Task ChunkExtension_WithALoneLineFeed_IsRefusedByTheNodeItself(string chunks)
    {
        var answer = await SendRawAsync(_product.BaseAddress.Port, tls: false, Smuggling(chunks));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(1, Count(answer, "HTTP/1.1 "));
    }

    [Fact]
    public async Task Message_WithLengthAndChunks_IsRefused()
    {
        var answer = await SendRawAsync(
            _nginx.Port, tls: true,
            "POST /v3/directline/conversations HTTP/1.1\r\nHost: bot.example.com\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(1, Count(answer, "HTTP/1.1 "));
    }

    private static string Smuggling(string chunks) =>
        "POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: bot.example.com\r\nAuthorization: Bearer " + Secret
        + "\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static async Task<string> SendRawAsync(int port, bool tls, string request)
    {
        using var deadline = new CancellationTokenSource(Patience.Generous);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, deadline.Token);
        Stream stream = client.GetStream();
        if (tls)
        {
            var secured = new SslStream(stream, leaveInnerStreamOpen: false, TrustsTheTest);
            await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "bot.example.com" }, deadline.Token);
            stream = secured;
        }

        await using (stream)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), deadline.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(deadline.Token);
        }
    }

    private static async Task ReceiveAsync(ClientWebSocket socket, string text)
    {
        using var deadline = new CancellationTokenSource(Patience.Generous);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            if (Encoding.UTF8.GetString(buffer, 0, received.Count).Contains(text, StringComparison.Ordinal))
                return;
        }
    }

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private HttpClient Client() => new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = TrustsTheTest } })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{_nginx.Port}/"),
        Timeout = Patience.Generous,
    };
}
