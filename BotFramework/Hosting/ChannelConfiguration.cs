using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.DirectLine;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Finds what is wrong with the channels' configuration.</summary>
internal static class ChannelConfiguration
{
    /// <summary>One line for the operator, or null when all is well.</summary>
    public static string? FirstProblem(BotCredentialOptions bot, DirectLineOptions directLine, LocalMode mode, bool isProduction) =>
        BotProblem(bot, mode, isProduction) ?? DirectLineProblem(directLine);

    private static string? BotProblem(BotCredentialOptions bot, LocalMode mode, bool isProduction)
    {
        if (!bot.HasAppId)
        {
            return isProduction && mode.ServesBotService
                ? "Production needs MicrosoftAppId (and its credentials), or Channels:BotService=false to serve the web only."
                : null;
        }

        if (!Guid.TryParse(bot.MicrosoftAppId, out _))
            return "MicrosoftAppId must be a GUID.";
        if (bot.MicrosoftAppCertificateThumbprint is { Length: > 0 })
            return "Certificates are not supported yet: configure MicrosoftAppPassword instead of MicrosoftAppCertificateThumbprint.";
        return TypeProblem(bot) ?? UrlProblem(bot);
    }

    private static string? TypeProblem(BotCredentialOptions bot)
    {
        switch (bot.MicrosoftAppType.Trim().ToUpperInvariant())
        {
            case "USERASSIGNEDMSI":
                return "MicrosoftAppType UserAssignedMSI is not supported yet: use SingleTenant with MicrosoftAppPassword.";
            case "SINGLETENANT" when !Guid.TryParse(bot.MicrosoftAppTenantId, out _):
                return "MicrosoftAppType SingleTenant needs MicrosoftAppTenantId, a GUID.";
            case "SINGLETENANT" or "MULTITENANT" or "" when string.IsNullOrWhiteSpace(bot.MicrosoftAppPassword):
                return "MicrosoftAppId is configured but MicrosoftAppPassword is missing.";
            case "SINGLETENANT" or "MULTITENANT" or "":
                return null;
            default:
                return "MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI.";
        }
    }

    private static string? UrlProblem(BotCredentialOptions bot)
    {
        if (!Loopback.IsHttpsOrLoopback(bot.ChannelMetadataUrl))
            return "ToBotFromChannelOpenIdMetadataUrl must be an https address.";
        return Loopback.IsHttpsOrLoopback(bot.TokenEndpoint) ? null : "ToChannelFromBotLoginUrl must be an https address.";
    }

    private static string? DirectLineProblem(DirectLineOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Secret) && options.Secret.Length < DirectLineOptions.MinSecretLength)
            return $"DirectLine:Secret must have at least {DirectLineOptions.MinSecretLength} characters; leave it out for a random one.";
        if (options.TrustedOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
            return $"DirectLine:TrustedOrigins has \"{wrong}\"; an origin is like https://www.example.com, lower case, without a path.";
        if (options.PublicUrl is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")))
            return "DirectLine:PublicUrl must be an http or https address.";
        if (options.TokenLifetime < TimeSpan.FromMinutes(1) || options.TokenLifetime > TimeSpan.FromDays(1))
            return "DirectLine:TokenLifetime must be between a minute and a day.";
        var limits = options.Limits;
        return int.Min(int.Min(int.Min(limits.TokensPerMinute, limits.WrongSecretsPerMinute), int.Min(limits.StartsPerMinute, limits.PostsPerSecond)),
            int.Min(limits.PostsPerAddressPerMinute, int.Min(limits.SocketsPerConversation, limits.SocketsPerAddress))) < 1
            ? "DirectLine:Limits must all be at least 1."
            : null;
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == origin;
}
