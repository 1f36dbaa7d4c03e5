using System.Net;
using System.Security.Cryptography;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.Authentication;

public sealed class ChannelKeyRolloverTests
{
    [Fact]
    public async Task Keys_UnknownKidFlood_RefetchesAtMostOncePerFiveMinutes()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(issuer, clock);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        Assert.Equal(1, issuer.MetadataRequests);
        clock.Advance(TimeSpan.FromMinutes(6));
        await Parallel.ForAsync(0, 1000, async (i, _) =>
        {
            var token = issuer.Token(header: header => header["kid"] = "random-" + i, now: clock.GetUtcNow());
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, token));
        });
        Assert.Equal(2, issuer.MetadataRequests);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        Assert.Equal(2, issuer.MetadataRequests);
    }

    [Fact]
    public async Task Keys_ForgedIssuerOrAudience_NeverFetch()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        for (var i = 0; i < 200; i++)
        {
            var number = i;
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, issuer.Token(claims => (claims["iss"], claims["tid"]) = ($"https://sts.windows.net/{number}/", $"{number}"))));
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, issuer.Token(claims => claims["aud"] = "x" + number)));
        }

        Assert.Equal(0, issuer.MetadataRequests);
    }

    [Fact]
    public async Task Keys_Rotated_NewKeyWorksOnFirstUse()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(issuer, clock);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        clock.Advance(TimeSpan.FromHours(1));
        using var next = RSA.Create(2048);
        issuer.Publish("k2", next, ["msteams"]);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(header: header => header["kid"] = "k2", key: next, now: clock.GetUtcNow())));
        Assert.Equal(2, issuer.MetadataRequests);
    }

    public static TheoryData<string> Outages => ["500", "html", "huge", "foreign-issuer", "empty"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Keys_DownAtStart_RefusesAndRecovers(string outage)
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Failure = Fail(outage);
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(issuer, clock);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        Assert.Empty(host.Engine.Inbox);
        issuer.Failure = null;
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
    }

    [Fact]
    public async Task Keys_Outage_OldKeysServeADayThenNothingIsDecided()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(issuer, clock);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        issuer.Failure = Fail("500");
        clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(host, issuer.Token(now: clock.GetUtcNow())));
    }

    private static Func<HttpContext, Task> Fail(string outage) => outage switch
    {
        "500" => http => { http.Response.StatusCode = 500; return Task.CompletedTask; },
        "html" => http => http.Response.WriteAsync("<html>maintenance</html>"),
        "huge" => http => http.Response.WriteAsync("{\"x\":\"" + new string('a', 2_000_000) + "\"}"),
        "foreign-issuer" => http => http.Response.WriteAsync("""{"issuer":"https://evil.example","jwks_uri":"https://evil.example/keys"}"""),
        _ => _ => Task.CompletedTask,
    };

    private static Task<ChannelHost> StartAsync(TestIssuer issuer, TimeProvider clock) =>
        ChannelHost.StartAsync(issuer.Settings(), services => services.AddSingleton(clock));

    private static async Task<HttpStatusCode> PostAsync(ChannelHost host, string token)
    {
        using var response = await host.PostAsync("/api/messages", token, TestIssuer.Activity());
        return response.StatusCode;
    }
}
