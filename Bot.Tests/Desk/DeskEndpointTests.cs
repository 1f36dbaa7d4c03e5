using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Desk;

public sealed class DeskEndpointTests
{
    private static readonly Uri Queue = new("/desk/api/queue", UriKind.Relative);

    [Fact]
    public async Task Desk_OutsideLocalMode_DoesNotExist()
    {
        await using var host = await DeskHost.StartAsync(("MicrosoftAppId", "00000000-0000-0000-0000-000000000001"));
        using var browser = host.NewBrowser();
        foreach (var path in (string[])["/desk", $"/desk?key={host.Keys.Issue()}", "/desk/api/me", "/desk/api/queue", "/desk/events", "/demo"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Key_UsedTwice_OpensOnce()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        var link = new Uri($"/desk?key={host.Keys.Issue()}", UriKind.Relative);

        using var first = await browser.GetAsync(link);
        using var second = await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.NotEqual(HttpStatusCode.Redirect, second.StatusCode);
    }

    [Theory]
    [InlineData("other=1")]
    [InlineData("assistantbot-desk=99999999999.AAAA")]
    [InlineData("assistantbot-desk=99999999999")]
    [InlineData("assistantbot-demo=short")]
    public async Task Api_WithoutAValidSession_Answers401(string cookie)
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Queue)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(new Uri("/desk/events?scope=demo", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Command_FromAForeignPage_IsRefused()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        using var browser = await host.SignInAsync();
        var accept = new Uri("/desk/api/handoffs/h1/accept", UriKind.Relative);
        const string body = """{"commandId":"c1"}""";

        using var form = new StringContent(body, Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(accept, form)).StatusCode);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(accept, json)).StatusCode);
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.DefaultRequestHeaders.Remove("X-Requested-With");
        using var bare = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(accept, bare)).StatusCode);
        Assert.Empty(host.Engine.Invokes);
    }

    [Fact]
    public async Task Command_OfTheDesk_RunsAsTheSignedInAssistantWhateverTheBodySays()
    {
        await using var host = await DeskHost.StartAsync();
        var handoff = host.AddHandoff("h1");
        host.Engine.OnInvoke = _ => new InvokeResponse(200, JsonSerializer.SerializeToElement(new DeskResult(false, "Karim l'a.", "Karim"), HandoffJson.Default.DeskResult));
        using var browser = await host.SignInAsync("Zoé");

        using var answer = await browser.PostAsJsonAsync(
            new Uri("/desk/api/handoffs/h1/message", UriKind.Relative),
            new { commandId = "c1", text = "Bonjour", assistantId = "local:karim", from = new { id = "local:karim" } });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("Karim", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("winner").GetString());
        Assert.True(host.Engine.Invokes.TryDequeue(out var invoke));
        Assert.Equal(new TurnIdentity(TurnOrigin.Desk, "local:zoé") { Name = "Zoé", IsMember = true }, invoke.Identity);
        Assert.Equal("desk|local:zoé|c1", invoke.DedupeKey);
        Assert.Equal(DeskCommands.Message, invoke.Activity.Name);
        Assert.Equal(handoff.Conversation.ConversationId, invoke.Activity.Conversation!.Id);
    }

    [Theory]
    [InlineData("accept", "{}")]
    [InlineData("accept", "not json")]
    [InlineData("message", """{"commandId":"c1"}""")]
    [InlineData("message", """{"commandId":"c1","text":"   "}""")]
    [InlineData("erase", """{"commandId":"c1"}""")]
    public async Task Command_Malformed_Answers400AndRunsNothing(string command, string body)
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        using var browser = await host.SignInAsync();
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri($"/desk/api/handoffs/h1/{command}", UriKind.Relative), json)).StatusCode);
        Assert.Empty(host.Engine.Invokes);
    }

    [Fact]
    public async Task Engine_ThatCannotTakeWork_Answers503WithRetryAfter()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        host.Engine.RejectWith = TimeSpan.FromSeconds(2);
        using var browser = await host.SignInAsync();
        using var answer = await browser.PostAsJsonAsync(new Uri("/desk/api/handoffs/h1/accept", UriKind.Relative), new { commandId = "c1" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task ConfidentialHandoff_BeforeItIsAccepted_ShowsNeitherNameNorReasonNorWords()
    {
        await using var host = await DeskHost.StartAsync();
        var handoff = host.AddHandoff("h1", TriageReason.Distress, confidential: true);
        using var browser = await host.SignInAsync();

        foreach (var path in (string[])["/desk/api/queue", "/desk/api/handoffs/h1"])
        {
            var text = (await DeskHost.ReadAsync(browser, path)).GetRawText();
            Assert.DoesNotContain("Ana", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Distress", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Pourquoi", text, StringComparison.Ordinal);
        }

        host.Handoffs.Requests[0] = handoff with { State = HandoffState.Accepted, AssistantId = "local:sophie", AssistantName = "Sophie" };
        var open = await DeskHost.ReadAsync(browser, "/desk/api/handoffs/h1");
        Assert.Equal("Ana", open.GetProperty("summary").GetProperty("person").GetString());
        Assert.Equal("Bonjour.", open.GetProperty("suggestions")[0].GetProperty("text").GetString());

        using var karim = await host.SignInAsync("Karim");
        Assert.False((await DeskHost.ReadAsync(karim, "/desk/api/handoffs/h1")).GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task Demonstration_ShowsItsOwnHandoffsAndNothingElse()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        using var page = await browser.GetAsync(new Uri("/demo", UriKind.Relative));
        var cookie = DeskHost.CookieOf(page);
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        browser.DefaultRequestHeaders.Add("X-Desk-Scope", "demo");
        host.AddHandoff("mine", personId: $"dl_demo-{cookie.Split('=')[1]}-1");
        host.AddHandoff("other", personId: "dl_demo-00000000000000000000000000000000-1");
        host.AddHandoff("real");

        var queue = await DeskHost.ReadAsync(browser, "/desk/api/queue");

        Assert.Equal("mine", Assert.Single(queue.GetProperty("waiting").EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty(queue.GetProperty("parked").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri("/desk/api/handoffs/real", UriKind.Relative))).StatusCode);
        browser.DefaultRequestHeaders.Remove("X-Desk-Scope");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Queue)).StatusCode);
    }

    [Fact]
    public async Task Parked_IsListed()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = await host.SignInAsync();
        var parked = Assert.Single((await DeskHost.ReadAsync(browser, "/desk/api/queue")).GetProperty("parked").EnumerateArray());
        Assert.Equal("Send", parked.GetProperty("kind").GetString());
    }
}
