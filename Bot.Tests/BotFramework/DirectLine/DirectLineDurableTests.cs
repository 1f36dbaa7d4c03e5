using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.DirectLine;

/// <summary>The channels over the real engine on SQLite, with a bot that echoes.</summary>
public sealed class DirectLineDurableTests
{
    private const string Root = "/v3/directline/";

    [Fact]
    public async Task Conversation_ServerEndsInBetween_TokenWatermarkAndHistoryHold()
    {
        using var directory = new TemporaryDirectory();
        string conversation, token, watermark;
        var seen = new List<string?>();
        await using (var host = await StartAsync(directory))
        {
            (conversation, token, var url) = await host.StartConversationAsync();
            await using var stream = await StreamReader.OpenAsync(url);
            Assert.Equal("Bienvenue Alice", await stream.NextTextAsync());
            await PostAsync(host, conversation, token, "un", "c1");
            Assert.Equal("un", await stream.NextTextAsync());
            Assert.Equal("echo un", await stream.NextTextAsync());
            watermark = stream.Watermark!;
            await PostAsync(host, conversation, token, "deux", "c2");
        }

        await using (var host = await StartAsync(directory))
        {
            await PostAsync(host, conversation, token, "deux", "c2");
            using var reconnect = await host.SendAsync(HttpMethod.Get, $"{Root}conversations/{conversation}?watermark={watermark}", token);
            await using var stream = await StreamReader.OpenAsync(JsonDocument.Parse(await reconnect.Content.ReadAsStringAsync()).RootElement.GetProperty("streamUrl").GetString()!);
            await PostAsync(host, conversation, token, "trois", "c3");
            for (var i = 0; i < 4; i++)
                seen.Add(await stream.NextTextAsync());
            Assert.Equal(["deux", "echo deux", "trois", "echo trois"], seen.OrderBy(text => text!.Contains("trois", StringComparison.Ordinal)).ThenBy(text => text!.StartsWith("echo", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Conversation_ThirtyMessagesAtOnce_AreAnsweredInOrderOnEverySocket()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await StartAsync(directory);
        var (conversation, token, url) = await host.StartConversationAsync();
        await using var stream = await StreamReader.OpenAsync(url);
        Assert.Equal("Bienvenue Alice", await stream.NextTextAsync());
        for (var i = 0; i < 30; i++)
            await PostAsync(host, conversation, token, $"{i}", $"c{i}");
        var (asked, answered) = (new List<string>(), new List<string>());
        var timestamps = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var activity = await stream.NextAsync();
            var text = activity.GetProperty("text").GetString()!;
            (text.StartsWith("echo", StringComparison.Ordinal) ? answered : asked).Add(text);
            timestamps.Add(activity.GetProperty("timestamp").GetString()!);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}"), asked);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"echo {i}"), answered);
        Assert.Equal(timestamps.Select(DateTimeOffset.Parse).Order(), timestamps.Select(DateTimeOffset.Parse));
    }

    [Fact]
    public async Task Message_FromTheConnector_IsAnsweredThroughTheConnectorOnceHoweverOftenDelivered()
    {
        using var directory = new TemporaryDirectory();
        var received = System.Threading.Channels.Channel.CreateUnbounded<(string Path, string Body)>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        await using var connector = builder.Build();
        connector.Run(async http =>
        {
            using var reader = new System.IO.StreamReader(http.Request.Body);
            received.Writer.TryWrite((http.Request.Path.Value!, await reader.ReadToEndAsync()));
            http.Response.StatusCode = 201;
            await http.Response.WriteAsync("""{"id":"from-channel"}""");
        });
        await connector.StartAsync();
        await using var host = await StartAsync(directory);
        foreach (var text in (string[])["un", "un", "deux"])
        {
            using var response = await host.PostAsync("/api/messages", null, $$"""
                {"type":"message","id":"{{text}}","channelId":"msteams","serviceUrl":"{{connector.Urls.First()}}/_connector","conversation":{"id":"a:1","conversationType":"personal"},
                 "from":{"id":"29:a"},"recipient":{"id":"28:b"},"text":"{{text}}"}
                """);
            Assert.Equal(202, (int)response.StatusCode);
        }

        using var deadline = new CancellationTokenSource(Patience.Generous);
        var first = await received.Reader.ReadAsync(deadline.Token);
        var second = await received.Reader.ReadAsync(deadline.Token);
        Assert.Equal("/_connector/v3/conversations/a:1/activities/un", first.Path);
        Assert.Equal(("echo un", "echo deux"), (ActivityJson.Read(first.Body).Text, ActivityJson.Read(second.Body).Text));
    }

    private static Task<JsonElement> PostAsync(ChannelHost host, string conversation, string token, string text, string client) =>
        host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, $$$"""{"type":"message","text":"{{{text}}}","channelData":{"clientActivityID":"{{{client}}}"}}""");

    private static Task<ChannelHost> StartAsync(TemporaryDirectory directory) => ChannelHost.StartAsync(
        new() { ["Storage:ConnectionString"] = $"Data Source={directory.File("bot.db")}" },
        engineServices: services => services.AddSingleton<IBot, EchoBot>().AddSqliteStorage().AddTurnEngine());

    private sealed class EchoBot : IBot
    {
        public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            var activity = turnContext.Activity;
            if (activity.Type == ActivityTypes.Message)
                await turnContext.SendActivityAsync($"echo {activity.Text}", cancellationToken: cancellationToken);
            else if (activity.MembersAdded?.FirstOrDefault(member => member.Id != activity.Recipient?.Id) is { } person)
                await turnContext.SendActivityAsync($"Bienvenue {person.Name}", cancellationToken: cancellationToken);
        }
    }
}
