using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.BotFramework.Authentication;

namespace AssistantBot.Tests.BotFramework.Hosting;

public sealed class BotMessagesTests
{
    private const string Path = "/api/messages";
    private const string Local = "http://localhost:56199/_connector";

    [Fact]
    public async Task Message_InLocalMode_IsAcceptedWithEmptyBody()
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Path, null, TestIssuer.Activity(serviceUrl: Local));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        var inbound = Assert.Single(host.Engine.Inbox);
        Assert.Equal(new TurnIdentity(TurnOrigin.Channel, "29:user") { IsMember = true, IsAnonymous = true, Name = "Camille", TenantId = TestIssuer.Tenant }, inbound.Identity);
        Assert.Null(inbound.Activity.CallerId);
        Assert.False(inbound.AppendToTranscript);
    }

    [Theory]
    [InlineData("msteams", TestIssuer.Tenant, null, true)]
    [InlineData("msteams", "99999999-0000-0000-0000-000000000000", null, false)]
    [InlineData("msteams", TestIssuer.Tenant, "guest", false)]
    [InlineData("msteams", TestIssuer.Tenant, "user", true)]
    [InlineData("webchat", TestIssuer.Tenant, null, false)]
    public async Task Message_Authenticated_SaysWhoIsAMember(string channel, string tenant, string? role, bool member)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        var activity = ActivityJson.Read(TestIssuer.Activity(channel));
        activity.Conversation!.TenantId = tenant;
        activity.From!.UserRole = role;
        using var response = await host.PostAsync(Path, issuer.Token(), ActivityJson.Write(activity));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var identity = Assert.Single(host.Engine.Inbox).Identity;
        Assert.Equal((member, false), (identity.IsMember, identity.IsAnonymous));
    }

    [Fact]
    public async Task Message_SenderOfAnotherTenantInAHomeConversation_IsNoMember()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        var activity = ActivityJson.Read(TestIssuer.Activity());
        activity.From!.TenantId = "99999999-0000-0000-0000-000000000000";
        using var response = await host.PostAsync(Path, issuer.Token(), ActivityJson.Write(activity));
        Assert.False(Assert.Single(host.Engine.Inbox).Identity.IsMember);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task OtherMethods_AreNotAllowed(string method)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.SendAsync(new HttpMethod(method), Path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    public static TheoryData<string> BadBodies =>
    [
        "", "x", "[]", "null", "7", "{}", """{"type":""}""", """{"type":null,"channelId":"msteams"}""", """{"type":"message"}""",
        """{"type":"message","channelId":"msteams","conversation":{},"from":{"id":"u"}}""",
        """{"type":"message","channelId":"msteams","conversation":{"id":"c"}}""",
        """{"type":"message","channelId":"directline","conversation":{"id":"c"},"from":{"id":"u"}}""",
        """{"type":"message","channelId":"msteams","conversation":"c","from":{"id":"u"}}""",
        """{"type":"message","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"},"serviceUrl":"https://evil.example/"}""",
        """{"type":"invokeResponse","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"}}""",
        """{"type":"message","channelId":"msteams","conversation":{"id":"c\u0000"},"from":{"id":"u"}}""",
        """{"type":"message","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"},"text":"\ud800"}""",
        """{"type":"message","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"},"value":{"a":["\udc00"]}}""",
        "{\"type\":\"message\",\"channelId\":\"msteams\",\"conversation\":{\"id\":\"c\"},\"from\":{\"id\":\"u\"},\"value\":" + new string('[', 200) + new string(']', 200) + "}",
        "{\"type\":\"message\",\"channelId\":\"msteams\",\"conversation\":{\"id\":\"" + new string('c', 2000) + "\"},\"from\":{\"id\":\"u\"}}",
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task BadBody_IsBadRequestAndLeavesNoRow(string body)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Path, null, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Engine.Inbox);
    }

    [Fact]
    public async Task InvalidUtf8_IsBadRequest()
    {
        await using var host = await ChannelHost.StartAsync();
        var bytes = Encoding.Latin1.GetBytes("""{"type":"message","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"},"text":"é"}""");
        using var response = await host.SendAsync(HttpMethod.Post, Path, with: request => request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task OtherContentType_IsUnsupported(string? type)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Post, Path, with: request => request.Content = new ByteArrayContent("{}"u8.ToArray())
        {
            Headers = { ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type) },
        });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 8_000_000)]
    [InlineData(true, 8_000_000)]
    public async Task BodyOverTheCap_IsTooLarge(bool chunked, int over)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await PostSizedAsync(host, 256 * 1024 + over, chunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(host.Engine.Inbox);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyAtTheCap_IsAccepted(bool chunked)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await PostSizedAsync(host, 256 * 1024, chunked);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Compressed_IsUnsupported()
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Post, Path, with: request => request.Content = new ByteArrayContent([0x1f, 0x8b])
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Invoke_AnswersWithItsStatusAndBody()
    {
        await using var host = await ChannelHost.StartAsync();
        var invoke = ActivityJson.Read(TestIssuer.Activity(serviceUrl: Local));
        (invoke.Type, invoke.Name) = (ActivityTypes.Invoke, "adaptiveCard/action");
        host.Engine.OnInvoke = _ => new(200, JsonDocument.Parse("""{"statusCode":200,"value":"é"}""").RootElement);
        using var answered = await host.PostAsync(Path, null, ActivityJson.Write(invoke));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":200,"value":"é"}"""), (answered.StatusCode, await answered.Content.ReadAsStringAsync()));
        host.Engine.OnInvoke = _ => new(501);
        using var unhandled = await host.PostAsync(Path, null, ActivityJson.Write(invoke));
        Assert.Equal((HttpStatusCode.NotImplemented, ""), (unhandled.StatusCode, await unhandled.Content.ReadAsStringAsync()));
        invoke.DeliveryMode = DeliveryModes.ExpectReplies;
        using var replies = await host.PostAsync(Path, null, ActivityJson.Write(invoke));
        Assert.Equal("""{"activities":[{"type":"invokeResponse","value":{"status":501}}]}""", await replies.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ExpectReplies_AnswersWithTheReplies()
    {
        await using var host = await ChannelHost.StartAsync();
        var activity = ActivityJson.Read(TestIssuer.Activity(serviceUrl: Local));
        activity.DeliveryMode = DeliveryModes.ExpectReplies;
        using var none = await host.PostAsync(Path, null, ActivityJson.Write(activity));
        Assert.Equal("""{"activities":[]}""", await none.Content.ReadAsStringAsync());
        host.Engine.OnExpectReplies = _ => [Activity.CreateMessage("Oui")];
        using var one = await host.PostAsync(Path, null, ActivityJson.Write(activity));
        Assert.Equal((HttpStatusCode.OK, """{"activities":[{"type":"message","text":"Oui","textFormat":"markdown"}]}"""), (one.StatusCode, await one.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task EngineRejects_IsUnavailableWithRetryAfter()
    {
        await using var host = await ChannelHost.StartAsync();
        host.Engine.RejectWith = TimeSpan.FromMilliseconds(2500);
        using var response = await host.PostAsync(Path, null, TestIssuer.Activity(serviceUrl: Local));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task WebOnly_HasNoEndpoint()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["Channels:BotService"] = "false" }, environment: "Production");
        using var response = await host.PostAsync(Path, null, TestIssuer.Activity());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var (conversation, _, _) = await host.StartConversationAsync();
        Assert.NotEmpty(conversation);
    }

    private static async Task<HttpResponseMessage> PostSizedAsync(ChannelHost host, int size, bool chunked)
    {
        var start = """{"type":"message","channelId":"msteams","conversation":{"id":"c"},"from":{"id":"u"},"text":""" + "\"";
        var bytes = Encoding.UTF8.GetBytes(start + new string('a', size - start.Length - 2) + "\"}");
        return await host.SendAsync(HttpMethod.Post, Path, with: request =>
        {
            request.Headers.TransferEncodingChunked = chunked;
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
        });
    }
}
