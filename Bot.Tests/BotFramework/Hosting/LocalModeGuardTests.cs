using System.Net;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.Tests.BotFramework.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.Hosting;

public sealed class LocalModeGuardTests
{
    private const string Generate = "/v3/directline/tokens/generate";

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "192.168.1.10")]
    [InlineData("Host", "0x7f.0.0.1")]
    [InlineData("Host", "2130706433")]
    [InlineData("Forwarded", "for=1.2.3.4")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Write_FromElsewhere_IsRefused(string header, string value)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Generate, ChannelHost.Secret, "{}", request => request.Headers.TryAddWithoutValidation(header, value));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("Host", "localhost")]
    [InlineData("Host", "127.0.0.1:3978")]
    [InlineData("Host", "[::1]:3978")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Origin", "http://127.0.0.1:3978")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task Write_FromThisMachine_IsServed(string header, string value)
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Generate, ChannelHost.Secret, "{}", request => request.Headers.TryAddWithoutValidation(header, value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Write_WithoutBodyOrContentType_IsServed()
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.PostAsync(Generate, ChannelHost.Secret, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Write_OfAForm_IsUnsupported()
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Post, "/anything", with: request => request.Content = new FormUrlEncodedContent([new("a", "b")]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task AppIdConfigured_GuardStandsAside()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var host = await ChannelHost.StartAsync(issuer.Settings(), environment: "Production");
        Assert.False(host.Services.GetRequiredService<LocalMode>().IsLocal);
        using var response = await host.PostAsync(Generate, ChannelHost.Secret, "{}", request => request.Headers.Host = "bot.example");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://192.168.1.10:0")]
    [InlineData("http://bot.example:0")]
    public async Task Start_ListeningElsewhereInLocalMode_IsRefused(string urls)
    {
        var refused = await Assert.ThrowsAsync<ChannelConfigurationException>(() => ChannelHost.StartAsync(new() { ["urls"] = urls }));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Start_ProductionWithoutAppId_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ChannelConfigurationException>(() => ChannelHost.StartAsync(environment: "Production"));
        Assert.Contains("MicrosoftAppId", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MicrosoftAppId", "<your app id>")]
    [InlineData("MicrosoftAppPassword", "")]
    [InlineData("MicrosoftAppTenantId", "")]
    [InlineData("MicrosoftAppType", "UserAssignedMSI")]
    [InlineData("MicrosoftAppType", "Other")]
    [InlineData("MicrosoftAppCertificateThumbprint", "AB12")]
    [InlineData("ToBotFromChannelOpenIdMetadataUrl", "http://login.example/keys")]
    [InlineData("ToChannelFromBotLoginUrl", "http://login.example")]
    [InlineData("DirectLine:Secret", "short")]
    [InlineData("DirectLine:TrustedOrigins:0", "https://site.fr/")]
    [InlineData("DirectLine:TrustedOrigins:0", "HTTPS://SITE.FR")]
    [InlineData("DirectLine:TrustedOrigins:0", "*")]
    [InlineData("DirectLine:Limits:PostsPerSecond", "0")]
    public async Task Start_WithWrongSetting_IsRefusedWithOneLineThatNamesNoSecret(string key, string value)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var settings = issuer.Settings();
        settings[key] = value;
        var refused = await Assert.ThrowsAsync<ChannelConfigurationException>(() => ChannelHost.StartAsync(settings));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("password-of-the-bot", refused.Message, StringComparison.Ordinal);
    }
}
