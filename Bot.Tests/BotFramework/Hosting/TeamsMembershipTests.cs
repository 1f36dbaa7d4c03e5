using System.Net;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Hosting;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Tests.BotFramework.Authentication;
using AssistantBot.Tests.BotFramework.Connector;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.BotFramework.Hosting;

public sealed class TeamsMembershipTests
{
    [Theory]
    [InlineData(200, """{"id":"29:user","userRole":"user","tenantId":"7D1B1A52-34b1-4d0c-9a44-111111111111"}""", true)]
    [InlineData(200, """{"id":"29:user"}""", true)]
    [InlineData(200, """{"id":"29:user","userRole":"guest"}""", false)]
    [InlineData(200, """{"id":"29:user","userRole":"anonymous"}""", false)]
    [InlineData(200, """{"id":"29:user","userRole":"user","tenantId":"99999999-34b1-4d0c-9a44-111111111111"}""", false)]
    [InlineData(200, """{"id":"29:user","userPrincipalName":"a_b.fr#EXT#@home.onmicrosoft.com"}""", false)]
    [InlineData(404, "", false)]
    [InlineData(500, "", false)]
    [InlineData(200, "<html>", false)]
    public async Task Confirm_FollowsTheRosterAndFailsClosed(int status, string body, bool expected)
    {
        using var connector = ScriptedConnector.Create().Answer((HttpStatusCode)status, body);
        var membership = Create(connector, new ManualTimeProvider());
        var activity = ActivityJson.Read(TestIssuer.Activity());
        activity.Conversation!.Id = "19:c@thread.tacv2;messageid=1";
        Assert.Equal(expected, await membership.ConfirmAsync(activity, default));
        Assert.Equal(expected, await membership.ConfirmAsync(activity, default));
        Assert.Equal("https://smba.trafficmanager.net/emea/v3/conversations/19%3Ac%40thread.tacv2/members/29%3Auser", Assert.Single(connector.Requests).Url);
    }

    [Fact]
    public async Task Confirm_AfterAFailure_AsksAgainSoon()
    {
        using var connector = ScriptedConnector.Create().Answer(HttpStatusCode.InternalServerError).Answer(HttpStatusCode.OK, """{"id":"29:user","userRole":"user"}""").Answer(HttpStatusCode.OK, """{"id":"29:user","userRole":"guest"}""");
        var clock = new ManualTimeProvider();
        var membership = Create(connector, clock);
        var activity = ActivityJson.Read(TestIssuer.Activity());
        Assert.False(await membership.ConfirmAsync(activity, default));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await membership.ConfirmAsync(activity, default));
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.False(await membership.ConfirmAsync(activity, default));
    }

    private static TeamsMembership Create(ScriptedConnector connector, TimeProvider clock)
    {
        var options = new BotCredentialOptions { MicrosoftAppId = TestIssuer.AppId, MicrosoftAppTenantId = TestIssuer.Tenant };
        return new(connector.Client, Options.Create(options), new ConfigurationBuilder().Build(), clock, NullLogger<TeamsMembership>.Instance);
    }
}
