using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>
/// Who the bot is towards Azure Bot Service. Read from the root of the configuration under the SDK's own keys,
/// so that settings of an existing bot apply unchanged.
/// </summary>
public sealed class BotCredentialOptions
{
    /// <summary><c>MultiTenant</c> (default), <c>SingleTenant</c> or <c>UserAssignedMSI</c>.</summary>
    public string MicrosoftAppType { get; set; } = "MultiTenant";

    /// <summary>Entra application id of the bot; empty means that there is no Azure bot and authentication is off.</summary>
    public string? MicrosoftAppId { get; set; }

    /// <summary>Client secret.</summary>
    public string? MicrosoftAppPassword { get; set; }

    /// <summary>The bot's own tenant; required for a single-tenant bot. Also the home tenant unless <see cref="HomeTenant"/> says otherwise.</summary>
    public string? MicrosoftAppTenantId { get; set; }

    /// <summary>Set when a certificate instead of a secret is meant; not supported yet and refused at start.</summary>
    public string? MicrosoftAppCertificateThumbprint { get; set; }

    /// <summary><c>https://botframework.azure.us</c> for US government, <c>https://botframework.azure.cn</c> for China; empty for the public cloud.</summary>
    public string? ChannelService { get; set; }

    /// <summary>Issuer of channel tokens; default by cloud.</summary>
    public string? ToBotFromChannelTokenIssuer { get; set; }

    /// <summary>OpenID metadata of the channel issuer; default by cloud. Https, or http on loopback.</summary>
    public string? ToBotFromChannelOpenIdMetadataUrl { get; set; }

    /// <summary>Where outbound tokens are fetched: a base such as <c>https://login.microsoftonline.com/TENANT</c> or the full token endpoint.</summary>
    public string? ToChannelFromBotLoginUrl { get; set; }

    /// <summary>Scope of outbound tokens; default by cloud.</summary>
    public string? ToChannelFromBotOAuthScope { get; set; }

    /// <summary>Value for <c>callerId</c> of inbound activities; default by cloud.</summary>
    public string? CallerId { get; set; }

    /// <summary>Endorsements that the signing key must have besides the channel's own.</summary>
    public IList<string> RequiredEndorsements { get; } = [];

    /// <summary>Tenant whose members are employees (<c>Tenants:Home</c>); default <see cref="MicrosoftAppTenantId"/>.</summary>
    public string? HomeTenant { get; set; }

    /// <summary>True when an app id is configured.</summary>
    [MemberNotNullWhen(true, nameof(MicrosoftAppId))]
    public bool HasAppId => !string.IsNullOrWhiteSpace(MicrosoftAppId);

    internal bool IsSingleTenant => string.Equals(MicrosoftAppType, "SingleTenant", StringComparison.OrdinalIgnoreCase);

    internal BotCloud Cloud => BotCloud.For(ChannelService);

    internal string ChannelIssuer => Text(ToBotFromChannelTokenIssuer) ?? Cloud.Issuer;

    internal string ChannelMetadataUrl => Text(ToBotFromChannelOpenIdMetadataUrl) ?? Cloud.MetadataUrl;

    internal string OutboundScope => Text(ToChannelFromBotOAuthScope) ?? Cloud.Scope;

    internal string InboundCallerId => Text(CallerId) ?? Cloud.CallerId;

    internal string? MemberTenant => Text(HomeTenant) ?? Text(MicrosoftAppTenantId);

    /// <summary>The token endpoint of Microsoft Entra for this bot (protocol: client credentials, v2.0).</summary>
    internal string TokenEndpoint
    {
        get
        {
            var tenant = IsSingleTenant && Text(MicrosoftAppTenantId) is { } own ? own : "botframework.com";
            var login = (Text(ToChannelFromBotLoginUrl) ?? $"{Cloud.LoginUrl}/{tenant}").TrimEnd('/');
            return login.EndsWith("/token", StringComparison.OrdinalIgnoreCase) ? login : login + "/oauth2/v2.0/token";
        }
    }

    internal static void Bind(BotCredentialOptions options, IConfiguration configuration)
    {
        configuration.Bind(options);
        options.HomeTenant = configuration["Tenants:Home"] ?? options.HomeTenant;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
