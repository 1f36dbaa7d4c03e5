using AssistantBot.BotFramework.Authentication;
using AssistantBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.BotFramework.Authentication;

public sealed class ClientSecretTokenProviderTests
{
    [Fact]
    public async Task Get_ManyAtOnce_FetchesOnceAndCaches()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var seen = default(IFormCollection);
        issuer.OnToken = async http =>
        {
            seen = await http.Request.ReadFormAsync();
            await http.Response.WriteAsync("""{"token_type":"Bearer","expires_in":3600,"access_token":"outbound-1"}""");
        };
        var clock = new ManualTimeProvider();
        using var provider = Create(issuer, clock);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => provider.GetAsync(default).AsTask()));
        Assert.All(tokens, token => Assert.Equal("outbound-1", token));
        clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("outbound-1", await provider.GetAsync(default));
        Assert.Equal(1, issuer.TokenRequests);
        Assert.Equal(("client_credentials", TestIssuer.AppId, "password-of-the-bot", "https://api.botframework.com/.default"),
            (seen!["grant_type"].ToString(), seen["client_id"].ToString(), seen["client_secret"].ToString(), seen["scope"].ToString()));
    }

    [Fact]
    public async Task Get_NearExpiry_RenewsInTheBackgroundWhileTheOldServes()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var requested = new TaskCompletionSource();
        var clock = new ManualTimeProvider();
        using var provider = Create(issuer, clock);
        Assert.Equal("outbound-1", await provider.GetAsync(default));
        issuer.OnToken = async http =>
        {
            requested.TrySetResult();
            await http.Response.WriteAsync("""{"access_token":"outbound-2","expires_in":"3600"}""");
        };
        clock.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal("outbound-1", await provider.GetAsync(default));
        await requested.Task.WaitAsync(Patience.Generous);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("outbound-2", await provider.GetAsync(default));
        Assert.Equal(2, issuer.TokenRequests);
    }

    [Fact]
    public async Task Drop_FetchesAnother()
    {
        await using var issuer = await TestIssuer.StartAsync();
        using var provider = Create(issuer, new ManualTimeProvider());
        var first = await provider.GetAsync(default);
        provider.Drop("another");
        await provider.GetAsync(default);
        Assert.Equal(1, issuer.TokenRequests);
        provider.Drop(first!);
        await provider.GetAsync(default);
        Assert.Equal(2, issuer.TokenRequests);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_request"}""")]
    [InlineData(401, """{"error":"invalid_client","error_description":"AADSTS7000215: secret password-of-the-bot"}""")]
    public async Task Get_CredentialsRefused_FailsAtOnceWithoutSecretsAndRemembers(int status, string body)
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.OnToken = http => Write(http, status, body);
        var clock = new ManualTimeProvider();
        using var provider = Create(issuer, clock);
        var failure = await Assert.ThrowsAsync<BotTokenException>(async () => await provider.GetAsync(default));
        Assert.DoesNotContain("password-of-the-bot", failure.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<BotTokenException>(async () => await provider.GetAsync(default));
        Assert.Equal(1, issuer.TokenRequests);
        issuer.OnToken = null;
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("outbound-1", await provider.GetAsync(default));
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(503, "<html>")]
    [InlineData(400, """{"error":"temporarily_unavailable"}""")]
    public async Task Get_ServiceInTrouble_IsTriedAgain(int status, string body)
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.OnToken = http => issuer.TokenRequests < 3 ? Write(http, status, body) : http.Response.WriteAsync("""{"access_token":"late","expires_in":3600}""");
        using var provider = Create(issuer, TimeProvider.System);
        Assert.Equal("late", await provider.GetAsync(default));
        Assert.Equal(3, issuer.TokenRequests);
    }

    [Fact]
    public async Task Get_WithoutAppId_IsNull()
    {
        using var provider = new ClientSecretTokenProvider(Options.Create(new BotCredentialOptions()), TimeProvider.System, NullLogger<ClientSecretTokenProvider>.Instance);
        Assert.Null(await provider.GetAsync(default));
    }

    [Theory]
    [InlineData("SingleTenant", null, "https://login.microsoftonline.com/7d1b1a52-34b1-4d0c-9a44-111111111111/oauth2/v2.0/token")]
    [InlineData("MultiTenant", null, "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")]
    [InlineData("SingleTenant", "https://botframework.azure.us", "https://login.microsoftonline.us/7d1b1a52-34b1-4d0c-9a44-111111111111/oauth2/v2.0/token")]
    public void TokenEndpoint_FollowsTypeAndCloud(string type, string? cloud, string expected)
    {
        var options = new BotCredentialOptions { MicrosoftAppType = type, MicrosoftAppId = TestIssuer.AppId, MicrosoftAppTenantId = TestIssuer.Tenant, ChannelService = cloud };
        Assert.Equal(expected, options.TokenEndpoint);
    }

    private static ClientSecretTokenProvider Create(TestIssuer issuer, TimeProvider clock)
    {
        var options = new BotCredentialOptions();
        BotCredentialOptions.Bind(options, new ConfigurationBuilder().AddInMemoryCollection(issuer.Settings()).Build());
        return new(Options.Create(options), clock, NullLogger<ClientSecretTokenProvider>.Instance);
    }

    private static Task Write(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }
}
