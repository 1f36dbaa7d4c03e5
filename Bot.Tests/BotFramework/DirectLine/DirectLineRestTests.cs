using System.Net;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.BotFramework.Hosting;

namespace AssistantBot.Tests.BotFramework.DirectLine;

public sealed class DirectLineRestTests
{
    private const string Root = "/v3/directline/";

    [Fact]
    public async Task Generate_WithSecret_GivesTokenForNewConversation()
    {
        await using var host = await ChannelHost.StartAsync();
        var token = await host.PostJsonAsync(Root + "tokens/generate", ChannelHost.Secret, null);
        Assert.Equal(1800, token.GetProperty("expires_in").GetInt32());
        Assert.True(token.GetProperty("conversationId").GetString()!.Length >= 32);
        Assert.Equal(3, token.GetProperty("token").GetString()!.Split('.').Length);
        Assert.Empty(host.Engine.Inbox);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Generate_WithoutSecret_IsUnauthorized(string? secret)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Root + "tokens/generate", secret, "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Generate_WithToken_IsUnauthorized()
    {
        await using var host = await ChannelHost.StartAsync();
        var (_, token, _) = await host.StartConversationAsync();
        using var response = await host.PostAsync(Root + "tokens/generate", token, "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"user":{"id":"alice"}}""")]
    [InlineData("""{"user":{"id":"dl_"}}""")]
    [InlineData("""{"user":{"id":"dl_a b"}}""")]
    [InlineData("""{"trustedOrigins":["https://site.fr/path"]}""")]
    [InlineData("""{"trustedOrigins":["javascript:alert(1)"]}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"user":7}""")]
    public async Task Generate_BadBody_IsBadRequest(string body)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Root + "tokens/generate", ChannelHost.Secret, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Start_Twice_StartsOnce()
    {
        await using var host = await ChannelHost.StartAsync();
        var token = (await host.PostJsonAsync(Root + "tokens/generate", ChannelHost.Secret, """{"user":{"id":"dl_alice","name":"Alice"}}""")).GetProperty("token").GetString();
        using var first = await host.PostAsync(Root + "conversations", token, """{"user":{"id":"dl_mallory"},"locale":"en-GB"}""");
        using var second = await host.PostAsync(Root + "conversations", token, null);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var update = Assert.Single(host.Engine.Inbox).Activity;
        Assert.Equal(ActivityTypes.ConversationUpdate, update.Type);
        Assert.Equal(["assistantbot", "dl_alice"], update.MembersAdded!.Select(member => member.Id));
        Assert.Equal("en-GB", update.Locale);
        Assert.Equal("assistantbot", update.Recipient!.Id);
    }

    [Fact]
    public async Task Post_Message_IsAcceptedAsTheTokensPerson()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync("""{"user":{"id":"dl_alice","name":"Alice"},"member":true}""");
        var answer = await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, """
            {"type":"message","text":"Bonjour","id":"forged","timestamp":"2001-01-01T00:00:00Z","serviceUrl":"https://evil.example","channelId":"msteams",
             "from":{"id":"dl_bob","name":"Boss","role":"bot","aadObjectId":"x"},"recipient":{"id":"dl_bob"},"conversation":{"id":"other","tenantId":"t"},
             "replyToId":"r","callerId":"urn:x","deliveryMode":"expectReplies","unknown":1,
             "channelData":{"clientActivityID":"c1","attachmentSizes":[],"tenant":{"id":"home"}}}
            """);
        var inbound = host.Engine.Inbox.Last();
        var activity = inbound.Activity;
        Assert.Equal(answer.GetProperty("id").GetString(), activity.Id);
        Assert.NotEqual("forged", activity.Id);
        Assert.Equal(("dl_alice", "Alice", "user", null), (activity.From!.Id, activity.From.Name, activity.From.Role, activity.From.AadObjectId));
        Assert.Equal((conversation, null), (activity.Conversation!.Id, activity.Conversation.TenantId));
        Assert.Equal(("directline", null, null, null, null), (activity.ChannelId, activity.ServiceUrl, activity.CallerId, activity.DeliveryMode, activity.ReplyToId));
        Assert.True(activity.Timestamp > DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Null(activity.Properties);
        Assert.Equal("""{"clientActivityID":"c1","attachmentSizes":[]}""", activity.ChannelData!.Value.GetRawText());
        Assert.True(inbound.AppendToTranscript);
        Assert.Equal(new TurnIdentity(TurnOrigin.DirectLine, "dl_alice") { IsMember = true, Name = "Alice" }, inbound.Identity);
    }

    [Fact]
    public async Task Post_SameClientActivityId_IsOneActivity()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        const string Body = """{"type":"message","text":"oui","channelData":{"clientActivityID":"c1"}}""";
        var first = await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, Body);
        var second = await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, Body);
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, """{"type":"message","text":"oui"}""");
        await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, """{"type":"message","text":"oui"}""");
        Assert.Equal(3, host.Engine.Inbox.Count(inbound => inbound.Activity.Type == ActivityTypes.Message));
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"x"}]}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action"}""")]
    [InlineData("""{"type":"installationUpdate","action":"add"}""")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":"message","type":"message"}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Post_WhatClientsMayNotSend_IsBadRequestAndLeavesNothing(string body)
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        using var response = await host.PostAsync($"{Root}conversations/{conversation}/activities", token, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(host.Engine.Inbox);
    }

    [Fact]
    public async Task Post_Typing_IsNotStored()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, """{"type":"typing"}""");
        Assert.Single(host.Engine.Inbox);
    }

    [Fact]
    public async Task Post_WhenEngineRejects_IsUnavailableWithRetryAfter()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        host.Engine.RejectWith = TimeSpan.FromSeconds(7);
        using var response = await host.PostAsync($"{Root}conversations/{conversation}/activities", token, """{"type":"message","text":"x"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Poll_ShowsFeedAfterWatermarkWithoutWhatClientsCannotShow()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        var path = $"{Root}conversations/{conversation}/activities";
        var empty = await GetAsync(host, path, token);
        Assert.Equal(0, empty.GetProperty("activities").GetArrayLength());
        await host.PostJsonAsync(path, token, """{"type":"message","text":"Bonjour","channelData":{"clientActivityID":"c1"}}""");
        host.Engine.Say(conversation, new Activity { Type = ActivityTypes.Trace, Text = "secret" });
        var said = host.Engine.Say(conversation, "Première version");
        var first = await GetAsync(host, path, token);
        Assert.Equal(["Bonjour", "Première version"], Texts(first));
        Assert.Equal("c1", first.GetProperty("activities")[0].GetProperty("channelData").GetProperty("clientActivityID").GetString());

        host.Engine.Say(conversation, new Activity { Type = ActivityTypes.MessageUpdate, Id = said.Id, Text = "Deuxième version" });
        host.Engine.Say(conversation, new Activity { Type = ActivityTypes.MessageDelete, Id = said.Id });
        var second = await GetAsync(host, $"{path}?watermark={first.GetProperty("watermark").GetString()}", token);
        Assert.Equal(["Deuxième version", "Message supprimé"], Texts(second));
        Assert.All(second.GetProperty("activities").EnumerateArray(), activity =>
        {
            Assert.Equal(said.Id, activity.GetProperty("id").GetString());
            Assert.Equal("message", activity.GetProperty("type").GetString());
            Assert.Equal(first.GetProperty("activities")[1].GetProperty("timestamp").GetString(), activity.GetProperty("timestamp").GetString());
        });
        Assert.Empty(Texts(await GetAsync(host, $"{path}?watermark={second.GetProperty("watermark").GetString()}", token)));
        Assert.Empty(Texts(await GetAsync(host, $"{path}?watermark=999999", token)));
        Assert.Equal(4, Texts(await GetAsync(host, $"{path}?watermark=%27%3B--", token)).Count);
    }

    [Fact]
    public async Task Poll_ReplyToSomethingNeverShown_HidesTheReference()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        var path = $"{Root}conversations/{conversation}/activities";
        var question = await host.PostJsonAsync(path, token, """{"type":"message","text":"Q"}""");
        var start = (await GetAsync(host, path, token)).GetProperty("watermark").GetString();
        host.Engine.Say(conversation, new Activity { Type = "message", Text = "a", ReplyToId = question.GetProperty("id").GetString() });
        host.Engine.Say(conversation, new Activity { Type = "message", Text = "b", ReplyToId = "unseen" });
        var activities = (await GetAsync(host, $"{path}?watermark={start}", token)).GetProperty("activities");
        Assert.Equal(question.GetProperty("id").GetString(), activities[0].GetProperty("replyToId").GetString());
        Assert.False(activities[1].TryGetProperty("replyToId", out _));
    }

    [Fact]
    public async Task Post_ClientIdTooLong_IsRefusedAndLeavesNoRow()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        var before = host.Engine.Inbox.Count;

        using var response = await host.PostAsync(
            $"{Root}conversations/{conversation}/activities", token, $$$"""{"type":"message","text":"a","channelData":{"clientActivityID":"{{{new string('x', 129)}}}"}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("128 characters", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, host.Engine.Inbox.Count);
    }

    private static async Task<JsonElement> GetAsync(ChannelHost host, string path, string token)
    {
        using var response = await host.SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static List<string?> Texts(JsonElement set) => [.. set.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString())];
}
