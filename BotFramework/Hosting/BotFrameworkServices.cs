using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Connector;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Registers authentication, connector and Direct Line server.</summary>
public static class BotFrameworkServices
{
    /// <summary>
    /// Registers inbound token validation, <see cref="LocalMode"/> and the check of the configuration at start, which throws
    /// <see cref="ChannelConfigurationException"/> with one line for the operator.
    /// </summary>
    public static IServiceCollection AddBotFrameworkAuthentication(this IServiceCollection services)
    {
        services.AddOptions<BotCredentialOptions>().Configure<IConfiguration>(BotCredentialOptions.Bind);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LocalMode>();
        services.TryAddSingleton<ChannelKeySource>();
        services.TryAddSingleton<IChannelTokenValidator, ChannelTokenValidator>();
        services.TryAddSingleton<ChannelStartupCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelStartupCheck>());
        return services;
    }

    /// <summary>Registers what the bot needs to be called by, and to call, the Bot Connector.</summary>
    public static IServiceCollection AddConnector(this IServiceCollection services)
    {
        services.AddOptions<ConnectorOptions>().BindConfiguration("Connector");
        services.TryAddSingleton<ServiceUrlPolicy>();
        services.TryAddSingleton<IBotTokenProvider, ClientSecretTokenProvider>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<ConnectorTransport>(provider));
        services.TryAddSingleton<IConnectorClient, ConnectorClient>();
        services.AddSingleton<IChannelSender, ConnectorSender>();
        services.AddSingleton<IEphemeralSender, ConnectorEphemeralSender>();
        services.TryAddSingleton<TeamsMembership>();
        services.TryAddSingleton<BotMessagesEndpoint>();
        return services;
    }

    /// <summary>Registers the Direct Line server.</summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services)
    {
        services.AddOptions<DirectLineOptions>().BindConfiguration("DirectLine");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DirectLineTokens>();
        services.TryAddSingleton<DirectLineSecret>();
        services.TryAddSingleton<DirectLineOrigins>();
        services.TryAddSingleton<DirectLineLimits>();
        services.TryAddSingleton<DirectLineFeed>();
        services.TryAddSingleton<AttachmentLinks>();
        services.TryAddSingleton<AttachmentEndpoint>();
        services.TryAddSingleton<IEphemeralFeed, EphemeralFeed>();
        services.AddSingleton<IEphemeralSender, DirectLineEphemeralSender>();
        services.TryAddSingleton<DirectLineEndpoint>();
        services.TryAddSingleton<DirectLineStreamEndpoint>();
        // The host logs request addresses with their query, where stream tickets are.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        return services;
    }
}
