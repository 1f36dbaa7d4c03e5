using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.DirectLine;

public sealed class DirectLineStreamTests
{
    [Fact]
    public async Task Stream_FirstConnection_ReplaysFromTheStartAndThenFollows()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, url) = await host.StartConversationAsync();
        host.Engine.Say(conversation, "Bienvenue");
        await using var stream = await StreamReader.OpenAsync(url);
        Assert.Equal("Bienvenue", await stream.NextTextAsync());
        var id = (await host.PostJsonAsync($"/v3/directline/conversations/{conversation}/activities", token, """{"type":"message","text":"Bonjour","channelData":{"clientActivityID":"c9"}}""")).GetProperty("id").GetString();
        var echo = await stream.NextAsync();
        Assert.Equal((id, "c9"), (echo.GetProperty("id").GetString(), echo.GetProperty("channelData").GetProperty("clientActivityID").GetString()));
        for (var i = 0; i < 250; i++)
            host.Engine.Say(conversation, $"n{i}");
        for (var i = 0; i < 250; i++)
            Assert.Equal($"n{i}", await stream.NextTextAsync());
    }

    [Fact]
    public async Task Stream_Reconnect_ReplaysAfterTheWatermarkOnly()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, url) = await host.StartConversationAsync();
        host.Engine.Say(conversation, "1");
        string watermark;
        await using (var first = await StreamReader.OpenAsync(url))
        {
            Assert.Equal("1", await first.NextTextAsync());
            watermark = first.Watermark!;
        }

        host.Engine.Say(conversation, "2");
        await using var resumed = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, watermark));
        Assert.Equal("2", await resumed.NextTextAsync());
        await using var fresh = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, null));
        await using var future = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, "99999"));
        host.Engine.Say(conversation, "3");
        Assert.Equal("3", await fresh.NextTextAsync());
        Assert.Equal("3", await future.NextTextAsync());
        Assert.Equal("3", await resumed.NextTextAsync());
    }

    [Fact]
    public async Task Stream_BrokenBeforeItShowedAnything_ReconnectShowsEverything()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        host.Engine.Say(conversation, "1");
        // What DirectLineJS asks for as long as it has no watermark.
        await using var resumed = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, ""));
        host.Engine.Say(conversation, "2");
        Assert.Equal("1", await resumed.NextTextAsync());
        Assert.Equal("2", await resumed.NextTextAsync());
    }

    [Fact]
    public async Task Stream_Url_WorksOnceAndOnlyForItsConversation()
    {
        await using var host = await ChannelHost.StartAsync();
        var (a, _, url) = await host.StartConversationAsync();
        var (b, _, _) = await host.StartConversationAsync();
        await AssertRefusedAsync(url.Replace(a, b, StringComparison.Ordinal));
        await AssertRefusedAsync(url + "x");
        await AssertRefusedAsync(url[..url.IndexOf('?', StringComparison.Ordinal)] + "?t=" + ChannelHost.Secret);
        await using (await StreamReader.OpenAsync(url))
            await AssertRefusedAsync(url);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("file://")]
    public async Task Stream_ForeignOrigin_IsRefusedBeforeTheUpgrade(string origin)
    {
        await using var host = await ChannelHost.StartAsync();
        var (_, _, url) = await host.StartConversationAsync();
        await AssertRefusedAsync(url, origin);
        await using var own = await StreamReader.OpenAsync(url, host.Address.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task Stream_Ephemeral_ArrivesWithStreamFieldsAndIsNotReplayed()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, url) = await host.StartConversationAsync();
        var sender = host.Services.GetServices<IEphemeralSender>().Single(candidate => candidate.Serves(ChannelIds.Directline));
        var reference = new ConversationReference { Conversation = new() { Id = conversation }, Bot = new() { Id = "assistantbot" } };
        host.Engine.Say(conversation, "ready");
        await using var stream = await StreamReader.OpenAsync(url);
        Assert.Equal("ready", await stream.NextTextAsync());

        await sender.SendAsync(reference, Activity.CreateTyping(), default);
        var typing = await stream.NextAsync();
        Assert.Equal("typing", typing.GetProperty("type").GetString());
        Assert.False(typing.TryGetProperty("text", out _));

        var streamId = (await sender.SendAsync(reference, Chunk("Les congés", null, 1), default)).Id!;
        var first = await stream.NextAsync();
        Assert.Equal(streamId, first.GetProperty("id").GetString());
        Assert.Equal(streamId, first.GetProperty("channelData").GetProperty("streamId").GetString());
        Assert.Equal(1, first.GetProperty("channelData").GetProperty("streamSequence").GetInt32());
        await sender.SendAsync(reference, Chunk("Les congés se", streamId, 2), default);
        Assert.Equal(2, (await stream.NextAsync()).GetProperty("channelData").GetProperty("streamSequence").GetInt32());

        var final = Activity.CreateMessage("Les congés se posent en ligne.");
        final.Entities = [StreamInfo(streamId, "final", null)];
        host.Engine.Say(conversation, final);
        var end = await stream.NextAsync();
        Assert.Equal((streamId, "final"), (end.GetProperty("channelData").GetProperty("streamId").GetString(), end.GetProperty("channelData").GetProperty("streamType").GetString()));
        await sender.SendAsync(reference, Chunk("too late", streamId, 3), default);
        host.Engine.Say(conversation, "after");
        Assert.Equal("after", await stream.NextTextAsync());

        await using var replay = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, "1"));
        foreach (var expected in (string[])["ready", "Les congés se posent en ligne.", "after"])
            Assert.Equal(expected, await replay.NextTextAsync());
    }

    [Fact]
    public async Task Stream_TooManySocketsOfOneConversation_AreRefused()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["DirectLine:Limits:SocketsPerConversation"] = "2" });
        var (conversation, token, url) = await host.StartConversationAsync();
        await using var first = await StreamReader.OpenAsync(url);
        await using var second = await StreamReader.OpenAsync(await ReconnectAsync(host, conversation, token, "0"));
        await AssertRefusedAsync(await ReconnectAsync(host, conversation, token, "0"), expected: HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text, 5000)]
    [InlineData(WebSocketMessageType.Binary, 1)]
    public async Task Stream_ClientThatSendsMoreThanKeepAlives_IsClosed(WebSocketMessageType type, int size)
    {
        await using var host = await ChannelHost.StartAsync();
        var (_, _, url) = await host.StartConversationAsync();
        await using var stream = await StreamReader.OpenAsync(url);
        for (var i = 0; i < 5; i++)
            await stream.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, default);
        await stream.Socket.SendAsync(new byte[size], type, true, default);
        using var deadline = new CancellationTokenSource(Patience.Generous);
        var closed = await stream.Socket.ReceiveAsync(new byte[100], deadline.Token);
        Assert.Equal(WebSocketMessageType.Close, closed.MessageType);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, closed.CloseStatus);
    }

    [Fact]
    public async Task Stream_ClientThatDoesNotRead_IsDroppedWithoutHoldingUpOthers()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));
        var (slow, _, slowUrl) = await host.StartConversationAsync();
        var (_, _, quickUrl) = await host.StartConversationAsync();
        await using var deaf = await StreamReader.OpenAsync(slowUrl);
        await using var quick = await StreamReader.OpenAsync(quickUrl);
        Assert.Equal(2, host.Engine.WatcherCount);
        for (var i = 0; i < 100; i++)
            host.Engine.Say(slow, new string('x', 200_000));
        var deadline = DateTime.UtcNow + Patience.Generous;
        while (host.Engine.WatcherCount > 1)
        {
            Assert.True(DateTime.UtcNow < deadline, "the socket was not dropped");
            clock.Advance(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }

        host.Engine.Say(new Uri(quickUrl).Segments[^2].TrimEnd('/'), "still here");
        Assert.Equal("still here", await quick.NextTextAsync());
    }

    [Fact]
    public async Task Stream_ServerStops_SaysGoodbye()
    {
        await using var host = await ChannelHost.StartAsync();
        var (_, _, url) = await host.StartConversationAsync();
        await using var stream = await StreamReader.OpenAsync(url);
        var stopping = host.StopAsync();
        using var deadline = new CancellationTokenSource(Patience.Generous);
        var closed = await stream.Socket.ReceiveAsync(new byte[100], deadline.Token);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (closed.MessageType, closed.CloseStatus));
        await stream.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        await stopping;
    }

    private static Activity Chunk(string text, string? streamId, int sequence) =>
        new() { Type = ActivityTypes.Typing, Text = text, Entities = [StreamInfo(streamId, "streaming", sequence)] };

    private static Entity StreamInfo(string? streamId, string type, int? sequence)
    {
        var info = new Entity { Type = "streaminfo" };
        info.SetString("streamId", streamId);
        info.SetString("streamType", type);
        if (sequence is { } number)
            info.Properties!["streamSequence"] = JsonSerializer.SerializeToElement(number);
        return info;
    }

    private static async Task<string> ReconnectAsync(ChannelHost host, string conversation, string token, string? watermark)
    {
        using var response = await host.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}" + (watermark is null ? "" : "?watermark=" + watermark), token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("streamUrl").GetString()!;
    }

    private static async Task AssertRefusedAsync(string url, string? origin = null, HttpStatusCode expected = HttpStatusCode.Forbidden)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(url), CancellationToken.None));
        Assert.Equal(expected, socket.HttpStatusCode);
    }
}
