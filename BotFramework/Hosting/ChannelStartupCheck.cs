using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.DirectLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Refuses to start when the configuration would leave the bot open or deaf, before anything listens.</summary>
internal sealed partial class ChannelStartupCheck(
    IOptions<BotCredentialOptions> credentials,
    IOptions<DirectLineOptions> directLine,
    LocalMode mode,
    IHostEnvironment environment,
    IConfiguration configuration,
    IServiceProvider services,
    ILogger<ChannelStartupCheck> logger) : IHostedLifecycleService
{
    /// <exception cref="ChannelConfigurationException">The configuration does not allow a safe start.</exception>
    public void Check()
    {
        if (ChannelConfiguration.FirstProblem(credentials.Value, directLine.Value, mode, environment.IsProduction()) is { } problem)
            throw new ChannelConfigurationException(problem);
        if (mode.IsLocal)
        {
            foreach (var address in ConfiguredAddresses())
                RequireLoopback(address);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check();
        if (mode.IsLocal)
            LogLocal();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks again at what the server really listens on: code can bind addresses that no configuration names.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (mode.IsLocal && services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>() is { } addresses)
        {
            foreach (var address in addresses.Addresses)
                RequireLoopback(address);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> ConfiguredAddresses()
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return urls.Concat(endpoints);
    }

    private static void RequireLoopback(string address)
    {
        // Binding addresses may use * or + as host, which are not URIs.
        var start = address.IndexOf("://", StringComparison.Ordinal);
        var host = start < 0 ? address : address[(start + 3)..];
        if (host.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || host.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
            return;
        host = host.Split('/')[0];
        var port = host.LastIndexOf(':');
        if (port > host.LastIndexOf(']'))
            host = host[..port];
        if (!Loopback.IsLoopbackHost(host))
        {
            throw new ChannelConfigurationException(
                $"Local mode (no MicrosoftAppId) serves this machine only and cannot listen on {address}: use http://localhost:PORT, or configure MicrosoftAppId.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Local mode: no MicrosoftAppId is configured, callers are not authenticated, only this machine is served.")]
    private partial void LogLocal();
}
