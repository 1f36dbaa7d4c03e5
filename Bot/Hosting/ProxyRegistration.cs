using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace AssistantBot.Bot.Hosting;

/// <summary>Behind a trusted proxy the visitor's own address and scheme count, for limits, links and logs.</summary>
internal static class ProxyRegistration
{
    /// <summary>Reads <see cref="ProxyOptions"/> and refuses to start when an address is none.</summary>
    public static IServiceCollection AddProxy(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section)
            .Validate(options => options.Addresses.All(IsAddress), "Proxy:Addresses must hold addresses such as 10.0.0.5 or networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var address in proxy.Value.Addresses)
            {
                if (IPAddress.TryParse(address, out var single))
                    forwarded.KnownProxies.Add(single);
                else
                    forwarded.KnownIPNetworks.Add(IPNetwork.Parse(address));
            }
        });
        return services;
    }

    /// <summary>Believes the trusted proxies; put it first. Without any, forwarded headers mean nothing.</summary>
    public static void UseProxy(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Addresses.Count > 0)
            app.UseForwardedHeaders();
    }

    private static bool IsAddress(string address) => IPAddress.TryParse(address, out _) || IPNetwork.TryParse(address, out _);
}
