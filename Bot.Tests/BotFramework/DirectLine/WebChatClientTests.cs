using System.Text.Json;
using System.Text.RegularExpressions;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AssistantBot.Tests.BotFramework.DirectLine;

/// <summary>The server against the real Web Chat, on a page of another origin.</summary>
public sealed class WebChatClientTests
{
    [Fact]
    public async Task WebChat_OnAnotherOrigin_EchoesStreamsEditsAndDeletes()
    {
        await using var host = await ChannelHost.StartAsync();
        await using var site = await ServePageAsync(host);
        await using var browser = await ChromiumBrowser.StartAsync();
        var page = await browser.OpenAsync("fr-FR");
        await page.GotoAsync(site.Urls.First() + "/");
        await page.WaitForFunctionAsync("window.conversation");
        var conversation = await page.EvaluateAsync<string>("window.conversation");
        var bubbles = page.Locator(".webchat__bubble__content");

        await page.FillAsync("[data-id=webchat-sendbox-input]", "Bonjour");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(bubbles).ToHaveTextAsync([new Regex("Bonjour")]);
        await Assertions.Expect(page.GetByText(new Regex("Envoi en cours|échec", RegexOptions.IgnoreCase))).ToHaveCountAsync(0);

        var answer = host.Engine.Say(conversation, "Réponse");
        await Assertions.Expect(bubbles).ToHaveTextAsync([new Regex("Bonjour"), new Regex("Réponse")]);

        var sender = host.Services.GetServices<IEphemeralSender>().Single(candidate => candidate.Serves(ChannelIds.Directline));
        var reference = new ConversationReference { Conversation = new() { Id = conversation }, Bot = new() { Id = "assistantbot", Name = "Assistant" } };
        for (var round = 1; round <= 2; round++)
        {
            var stream = default(string);
            for (var i = 1; i <= 3; i++)
            {
                stream = (await sender.SendAsync(reference, Chunk($"Flux {round} " + new string('x', i), stream, i), default)).Id ?? stream;
                await Assertions.Expect(bubbles.Last).ToContainTextAsync($"Flux {round} " + new string('x', i));
                await Assertions.Expect(bubbles).ToHaveCountAsync(2 + round);
            }

            var final = Activity.CreateMessage($"Fin {round}");
            final.Entities = [StreamInfo(stream, "final", null)];
            host.Engine.Say(conversation, final);
            await Assertions.Expect(bubbles.Last).ToContainTextAsync($"Fin {round}");
            await Assertions.Expect(bubbles).ToHaveCountAsync(2 + round);
        }

        host.Engine.Say(conversation, new Activity { Type = ActivityTypes.MessageUpdate, Id = answer.Id, Text = "Corrigée" });
        await Assertions.Expect(bubbles).ToHaveTextAsync([new Regex("Bonjour"), new Regex("Corrigée"), new Regex("Fin 1"), new Regex("Fin 2")]);
        host.Engine.Say(conversation, new Activity { Type = ActivityTypes.MessageDelete, Id = answer.Id });
        await Assertions.Expect(bubbles).ToHaveTextAsync([new Regex("Bonjour"), new Regex("Message supprimé"), new Regex("Fin 1"), new Regex("Fin 2")]);
        browser.AssertNoProblems();
    }

    private static async Task<WebApplication> ServePageAsync(ChannelHost host)
    {
        var token = await host.PostJsonAsync("/v3/directline/tokens/generate", ChannelHost.Secret, """{"user":{"id":"dl_alice","name":"Alice"}}""");
        var script = Path.Combine(RepositoryRoot.Path, "web", "node_modules", "botframework-webchat", "dist", "webchat.js");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        var site = builder.Build();
        var html = $$"""
            <!doctype html><html lang="fr"><head><link rel="icon" href="data:,"></head><body><div id="chat" style="height:600px"></div><script src="/webchat.js"></script><script>
            const directLine = WebChat.createDirectLine({ domain: {{JsonSerializer.Serialize(new Uri(host.Address, "/v3/directline"))}}, token: "{{token.GetProperty("token").GetString()}}" });
            directLine.connectionStatus$.subscribe(status => { if (status === 2) window.conversation = directLine.conversationId; });
            WebChat.renderWebChat({ directLine, locale: "fr-FR" }, document.getElementById("chat"));
            </script></body></html>
            """;
        site.Run(http =>
        {
            var isScript = http.Request.Path == "/webchat.js";
            http.Response.ContentType = isScript ? "text/javascript" : "text/html; charset=utf-8";
            return isScript ? http.Response.SendFileAsync(script) : http.Response.WriteAsync(html);
        });
        await site.StartAsync();
        return site;
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
}
