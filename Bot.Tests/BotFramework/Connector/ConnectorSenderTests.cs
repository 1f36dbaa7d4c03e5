using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Connector;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Connector;

public sealed class ConnectorSenderTests
{
    private const string Conversation = "https://smba.trafficmanager.net/emea/v3/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D7/activities";

    [Theory]
    [InlineData(200, OutboxOperation.Send, SendOutcomeKind.Delivered)]
    [InlineData(201, OutboxOperation.Send, SendOutcomeKind.Delivered)]
    [InlineData(202, OutboxOperation.Send, SendOutcomeKind.Delivered)]
    [InlineData(302, OutboxOperation.Send, SendOutcomeKind.ParkRow)]
    [InlineData(400, OutboxOperation.Send, SendOutcomeKind.ParkRow)]
    [InlineData(403, OutboxOperation.Send, SendOutcomeKind.ParkConversation)]
    [InlineData(404, OutboxOperation.Send, SendOutcomeKind.ParkConversation)]
    [InlineData(404, OutboxOperation.Update, SendOutcomeKind.ParkRow)]
    [InlineData(404, OutboxOperation.Delete, SendOutcomeKind.ParkRow)]
    [InlineData(403, OutboxOperation.Update, SendOutcomeKind.ParkConversation)]
    [InlineData(405, OutboxOperation.Send, SendOutcomeKind.ParkRow)]
    [InlineData(408, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    [InlineData(412, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    [InlineData(413, OutboxOperation.Send, SendOutcomeKind.ParkRow)]
    [InlineData(429, OutboxOperation.Send, SendOutcomeKind.Retry)]
    [InlineData(500, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    [InlineData(501, OutboxOperation.Delete, SendOutcomeKind.ParkRow)]
    [InlineData(502, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    [InlineData(503, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    [InlineData(504, OutboxOperation.Send, SendOutcomeKind.Ambiguous)]
    public async Task Status_DecidesTheOutcome(int status, OutboxOperation operation, SendOutcomeKind expected)
    {
        using var connector = ScriptedConnector.Create().Answer((HttpStatusCode)status, location: "https://evil.example/");
        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(operation), default);
        Assert.Equal(expected, outcome.Kind);
        Assert.Single(connector.Requests);
    }

    [Fact]
    public async Task ConversationNotFound_OnUpdate_ParksTheConversation()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.NotFound, """{"error":{"code":"ConversationNotFound","message":"x"}}""");
        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(OutboxOperation.Update), default);
        Assert.Equal((SendOutcomeKind.ParkConversation, "The connector answered 404 ConversationNotFound"), (outcome.Kind, outcome.Detail));
    }

    [Fact]
    public async Task StreamsEnd_Taken_HasTheStreamsId()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Accepted, "{}");

        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(activity: StreamsEnd()), default);

        Assert.Equal(new SendOutcome(SendOutcomeKind.Delivered) { ActivityId = "s1" }, outcome);
        Assert.Contains("\"streamType\":\"final\"", Assert.Single(connector.Requests).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content stream is not allowed on an already completed streamed message")]
    [InlineData("Message has exceeded streaming time.")]
    [InlineData("Request streamed content should contain the previously streamed content")]
    public async Task StreamsEnd_RefusedAsOne_ReplacesTheStreamedMessage(string reason)
    {
        using var connector = ScriptedConnector.Create()
            .Answer(HttpStatusCode.Forbidden, $$$"""{"error":{"code":"ContentStreamNotAllowed","message":"{{{reason}}}"}}""").Answer(HttpStatusCode.OK, """{"id":"s1"}""");
        var activity = StreamsEnd();

        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(activity: activity), default);

        Assert.Equal((SendOutcomeKind.Delivered, "s1"), (outcome.Kind, outcome.ActivityId));
        var put = connector.Requests.Last();
        Assert.Equal(("PUT", Conversation + "/s1"), (put.Method, put.Url));
        Assert.DoesNotContain("streaminfo", put.Body, StringComparison.Ordinal);
        Assert.Equal("s1", StreamInfo.EndedBy(activity));
    }

    [Fact]
    public async Task StreamsEnd_StreamedMessageGone_IsSentAsAMessageOfItsOwn()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Forbidden).Answer(HttpStatusCode.NotFound).Answer(HttpStatusCode.Created, """{"id":"m2"}""");

        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(activity: StreamsEnd()), default);

        Assert.Equal(("m2", 3), (outcome.ActivityId, connector.Requests.Count));
        Assert.DoesNotContain("streaminfo", connector.Requests.Last().Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content stream was canceled by user.")]
    [InlineData("Content stream was cancelled by user.")]
    public async Task StreamsEnd_StoppedByThePerson_IsOver(string reason)
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Forbidden, $$$"""{"error":{"code":"ContentStreamNotAllowed","message":"{{{reason}}}"}}""");

        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(activity: StreamsEnd()), default);

        Assert.Equal((SendOutcomeKind.Delivered, "s1", "The person stopped the stream."), (outcome.Kind, outcome.ActivityId, outcome.Detail));
    }

    [Fact]
    public async Task StreamsEnd_BotBlocked_ParksTheConversation()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Forbidden).Answer(HttpStatusCode.Forbidden);

        Assert.Equal(SendOutcomeKind.ParkConversation, (await connector.Sender.SendAsync(ScriptedConnector.Item(activity: StreamsEnd()), default)).Kind);
    }

    [Fact]
    public async Task Send_WritesTheActivityWithoutOurIdAndReadsTheChannels()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Created, """{"id":"channel-1"}""").Answer(HttpStatusCode.OK);
        var item = ScriptedConnector.Item();
        Assert.Equal(new SendOutcome(SendOutcomeKind.Delivered) { ActivityId = "channel-1" }, await connector.Sender.SendAsync(item, default));
        Assert.Equal("local-1", item.Activity!.Id);
        item.Activity.ReplyToId = "1:x/y";
        Assert.Null((await connector.Sender.SendAsync(item, default)).ActivityId);
        Assert.Equal(
            [("POST", Conversation, "token-1", """{"type":"message","text":"é","textFormat":"markdown"}"""), ("POST", Conversation + "/1%3Ax%2Fy", "token-1", """{"type":"message","replyToId":"1:x/y","text":"é","textFormat":"markdown"}""")],
            connector.Requests);
    }

    [Fact]
    public async Task UpdateAndDelete_NameTheirTarget()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK);
        Assert.Equal("t;1", (await connector.Sender.SendAsync(ScriptedConnector.Item(OutboxOperation.Update), default)).ActivityId);
        await connector.Sender.SendAsync(ScriptedConnector.Item(OutboxOperation.Delete), default);
        Assert.Equal(
            [("PUT", Conversation + "/t%3B1", "token-1", """{"type":"message","id":"t;1","text":"é","textFormat":"markdown"}"""), ("DELETE", Conversation + "/t%3B1", "token-1", null)],
            connector.Requests);
    }

    [Fact]
    public async Task CreateConversation_ReadsTheNewConversation()
    {
        using var connector = ScriptedConnector.Create()
            .Answer(HttpStatusCode.Created, """{"id":"19:c;messageid=9","activityId":"9","serviceUrl":"https://smba.trafficmanager.net/amer/"}""")
            .Answer(HttpStatusCode.Created, """{"id":"19:c;messageid=9","serviceUrl":"https://evil.example/"}""");
        var thread = new ConversationParameters { IsGroup = true, ChannelData = JsonDocument.Parse("""{"channel":{"id":"19:c"}}""").RootElement };
        var item = ScriptedConnector.Item(OutboxOperation.CreateConversation, thread: thread);
        Assert.Equal(
            new SendOutcome(SendOutcomeKind.Delivered) { ConversationId = "19:c;messageid=9", ActivityId = "9", ServiceUrl = "https://smba.trafficmanager.net/amer/" },
            await connector.Sender.SendAsync(item, default));
        Assert.Null((await connector.Sender.SendAsync(item, default)).ServiceUrl);
        Assert.True(connector.Requests.TryPeek(out var request));
        Assert.Equal("""{"isGroup":true,"activity":{"type":"message","text":"é","textFormat":"markdown"},"channelData":{"channel":{"id":"19:c"}}}""", request.Body);
    }

    [Fact]
    public async Task RetryAfter_IsReadInSecondsAndAsDate()
    {
        using var connector = ScriptedConnector.Create()
            .Answer(HttpStatusCode.TooManyRequests, retryAfter: "12")
            .Answer(HttpStatusCode.TooManyRequests, retryAfter: DateTimeOffset.UtcNow.AddMinutes(5).ToString("R"))
            .Answer(HttpStatusCode.TooManyRequests, retryAfter: "9999999")
            .Answer(HttpStatusCode.TooManyRequests, retryAfter: "soon");
        Assert.Equal(TimeSpan.FromSeconds(12), (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).RetryAfter);
        Assert.InRange((await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).RetryAfter!.Value, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromHours(1), (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).RetryAfter);
        Assert.Null((await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).RetryAfter);
    }

    [Fact]
    public async Task Unauthorized_DropsTheTokenAndTriesOnce()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.Unauthorized).Answer(HttpStatusCode.Created, """{"id":"x"}""")
            .Answer(HttpStatusCode.Unauthorized).Answer(HttpStatusCode.Unauthorized);
        Assert.Equal(SendOutcomeKind.Delivered, (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).Kind);
        Assert.Equal(["token-1", "token-2"], connector.Requests.Select(request => request.Token));
        Assert.Equal(SendOutcomeKind.Retry, (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).Kind);
        Assert.Equal(4, connector.Requests.Count);
    }

    [Fact]
    public async Task NoToken_IsRetryAndNothingIsSent()
    {
        using var connector = ScriptedConnector.Create();
        connector.Tokens.Failure = new BotTokenException("The token service does not answer: 503.", TimeSpan.FromSeconds(3));
        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(), default);
        Assert.Equal((SendOutcomeKind.Retry, TimeSpan.FromSeconds(3)), (outcome.Kind, outcome.RetryAfter));
        Assert.Empty(connector.Requests);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, SendOutcomeKind.Retry)]
    [InlineData(HttpRequestError.NameResolutionError, SendOutcomeKind.Retry)]
    [InlineData(HttpRequestError.SecureConnectionError, SendOutcomeKind.Retry)]
    [InlineData(HttpRequestError.ResponseEnded, SendOutcomeKind.Ambiguous)]
    [InlineData(HttpRequestError.Unknown, SendOutcomeKind.Ambiguous)]
    public async Task BrokenConnection_IsRetryOnlyWhenNothingWasSent(HttpRequestError error, SendOutcomeKind expected)
    {
        using var connector = ScriptedConnector.Create().Answer(_ => throw new HttpRequestException(error, "broken"));
        Assert.Equal(expected, (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).Kind);
    }

    [Fact]
    public async Task NoAnswer_IsAmbiguousWhenTheDeadlineIsOver()
    {
        using var connector = ScriptedConnector.Create(timeout: TimeSpan.FromMilliseconds(200)).Answer(async stop =>
        {
            await new TaskCompletionSource().Task.WaitAsync(stop);
            return new HttpResponseMessage();
        });
        Assert.Equal(SendOutcomeKind.Ambiguous, (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).Kind);
    }

    [Theory]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://evil.example/smba.trafficmanager.net/")]
    [InlineData("https://user@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net/?x=1")]
    [InlineData("https://notbotframework.com/")]
    [InlineData("https://botframework.com.evil.example/")]
    [InlineData("https://x.trafficmanager.net/")]
    [InlineData("http://127.0.0.1:1234/")]
    [InlineData("https://allowed.example/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    [InlineData("/relative")]
    [InlineData("")]
    [InlineData(null)]
    public async Task UntrustedServiceUrl_NeverGetsARequest(string? url)
    {
        using var connector = ScriptedConnector.Create();
        Assert.Equal(SendOutcomeKind.ParkConversation, (await connector.Sender.SendAsync(ScriptedConnector.Item(serviceUrl: url), default)).Kind);
        Assert.Empty(connector.Requests);
    }

    [Fact]
    public async Task ServiceUrl_OfAValidatedTokenOrTheAllowList_IsServed()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK);
        connector.Policy.Trust("https://direct.example/path/");
        foreach (var url in (string[])["https://direct.example/path", "https://a.allowed.example/", "https://europe.botframework.com/"])
            Assert.Equal(SendOutcomeKind.Delivered, (await connector.Sender.SendAsync(ScriptedConnector.Item(serviceUrl: url), default)).Kind);
        Assert.Equal(SendOutcomeKind.ParkConversation, (await connector.Sender.SendAsync(ScriptedConnector.Item(serviceUrl: "https://direct.example/other"), default)).Kind);
    }

    [Fact]
    public async Task LocalMode_SendsToLoopbackOnlyAndWithoutToken()
    {
        using var connector = ScriptedConnector.Create(local: true).Answer(HttpStatusCode.Accepted);
        Assert.Equal(SendOutcomeKind.Delivered, (await connector.Sender.SendAsync(ScriptedConnector.Item(serviceUrl: "http://localhost:56199/_connector"), default)).Kind);
        Assert.Null(Assert.Single(connector.Requests).Token);
        Assert.Equal(SendOutcomeKind.ParkConversation, (await connector.Sender.SendAsync(ScriptedConnector.Item(), default)).Kind);
    }

    [Fact]
    public async Task RefusedConnection_IsRetry()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var connector = ScriptedConnector.Create(local: true);
        using var transport = new ConnectorTransport(connector.Tokens, connector.Policy, Microsoft.Extensions.Options.Options.Create(new ConnectorOptions()), TimeProvider.System);
        var sender = new ConnectorSender(new ConnectorClient(transport), connector.Policy);
        Assert.Equal(SendOutcomeKind.Retry, (await sender.SendAsync(ScriptedConnector.Item(serviceUrl: $"http://127.0.0.1:{port}/"), default)).Kind);
    }

    [Fact]
    public async Task Trace_IsNotSent()
    {
        using var connector = ScriptedConnector.Create();
        var outcome = await connector.Sender.SendAsync(ScriptedConnector.Item(activity: new Activity { Type = ActivityTypes.Trace }), default);
        Assert.Equal(SendOutcomeKind.Delivered, outcome.Kind);
        Assert.Empty(connector.Requests);
    }

    [Fact]
    public async Task Members_AreReadLeniently()
    {
        using var connector = ScriptedConnector.Create()
            .Answer(HttpStatusCode.OK, """{"id":"29:a","userRole":"guest"}""").Answer(HttpStatusCode.NotFound)
            .Answer(HttpStatusCode.OK, """{"members":[{"id":"29:a"}],"continuationToken":"n+1"}""").Answer(HttpStatusCode.OK, """[{"id":"29:a"}]""");
        Assert.Equal("guest", (await connector.Client.GetMemberAsync(ScriptedConnector.Teams, "c", "29:a", default))!.UserRole);
        Assert.Null(await connector.Client.GetMemberAsync(ScriptedConnector.Teams, "c", "29:b", default));
        Assert.Equal("n+1", (await connector.Client.GetPagedMembersAsync(ScriptedConnector.Teams, "c", 50, "a b", default)).ContinuationToken);
        Assert.Single(await connector.Client.GetMembersAsync(ScriptedConnector.Teams, "c", default));
        Assert.Contains(connector.Requests, request => request.Url.EndsWith("/pagedmembers?pageSize=50&continuationToken=a%20b", StringComparison.Ordinal));
    }

    private static Activity StreamsEnd()
    {
        var activity = Activity.CreateMessage("Un. Deux.");
        activity.Entities = [StreamInfo.ForFinal("s1")];
        return activity;
    }
}
