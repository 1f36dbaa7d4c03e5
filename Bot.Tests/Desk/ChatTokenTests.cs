using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AssistantBot.Tests.Desk;

public sealed class ChatTokenTests
{
    private static readonly Uri Token = new("/chat/token", UriKind.Relative);

    [Fact]
    public async Task Token_ForANewVisitor_OpensAConversationThatOnlyTheCookieResumes()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        using var first = await browser.PostAsJsonAsync(Token, new { });
        var conversation = await IdAsync(first);

        using var stranger = host.NewBrowser();
        using var guessed = await stranger.PostAsJsonAsync(Token, new { conversationId = conversation });
        Assert.NotEqual(conversation, await IdAsync(guessed));

        browser.DefaultRequestHeaders.Add("Cookie", DeskHost.CookieOf(first));
        using var again = await browser.PostAsJsonAsync(Token, new { conversationId = conversation });
        Assert.Equal(conversation, await IdAsync(again));
        using var afresh = await browser.PostAsJsonAsync(Token, new { });
        Assert.NotEqual(conversation, await IdAsync(afresh));
    }

    [Fact]
    public async Task Page_IsFramedByItselfAndTrustedOriginsAlone()
    {
        await using var own = await DeskHost.StartAsync();
        await using var shared = await DeskHost.StartAsync(
            ("DirectLine:TrustedOrigins:0", "https://www.example.com"), ("DirectLine:TrustedOrigins:1", "*; script-src *"));

        Assert.EndsWith("; frame-ancestors 'self'", await PolicyAsync(own), StringComparison.Ordinal);
        Assert.EndsWith("; frame-ancestors 'self' https://www.example.com", await PolicyAsync(shared), StringComparison.Ordinal);
    }

    private static async Task<string> PolicyAsync(DeskHost host)
    {
        using var browser = host.NewBrowser();
        using var page = await browser.GetAsync(new Uri("/chat", UriKind.Relative));
        return Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task Token_OfAClient_CannotBecomeAnEmployees()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        using var client = await browser.PostAsJsonAsync(Token, new { });
        var conversation = await IdAsync(client);
        var proof = DeskHost.CookieOf(client).Split('=', 2)[1];
        browser.DefaultRequestHeaders.Add("Cookie", "assistantbot-chat-employee=" + proof);
        using var employee = await browser.PostAsJsonAsync(Token, new { @as = "employee", conversationId = conversation });
        Assert.NotEqual(conversation, await IdAsync(employee));
    }

    [Theory]
    [InlineData("""{"as":"employee"}""")]
    [InlineData("""{"demo":true}""")]
    public async Task Token_ThatOnlyLocalModeGives_IsRefusedElsewhere(string body)
    {
        await using var host = await DeskHost.StartAsync(("MicrosoftAppId", "00000000-0000-0000-0000-000000000001"));
        using var browser = host.NewBrowser();
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await browser.PostAsync(Token, json);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Token_AskedByAForeignPage_IsRefused()
    {
        await using var host = await DeskHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-site");
        using var answer = await browser.PostAsJsonAsync(Token, new { });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<string> IdAsync(HttpResponseMessage response) =>
        (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString()!;
}
