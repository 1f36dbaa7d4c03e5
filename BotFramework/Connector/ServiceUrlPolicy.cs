using System.Collections.Concurrent;
using AssistantBot.BotFramework.Authentication;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Connector;

/// <summary>
/// Decides where the bot may send (protocol 2.9): https to Microsoft's hosts, to configured hosts, or to a URL that a validated inbound token
/// claimed; http only to this machine and only in local mode.
/// </summary>
internal sealed class ServiceUrlPolicy(LocalMode mode, IOptions<ConnectorOptions> options)
{
    private const int MaxTrusted = 1000;

    private static readonly string[] MicrosoftHosts =
    [
        "smba.trafficmanager.net", "*.botframework.com", "*.botframework.azure.us", "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us",
    ];

    private readonly ConcurrentDictionary<string, byte> _trusted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remembers the service URL of a validated inbound token.</summary>
    public void Trust(string serviceUrl)
    {
        if (_trusted.Count >= MaxTrusted)
            _trusted.Clear();
        _trusted.TryAdd(serviceUrl.TrimEnd('/'), 0);
    }

    /// <summary>True when the bot may send to this URL.</summary>
    public bool IsAcceptable(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return false;
        if (mode.IsLocal)
            return uri.Scheme is ("http" or "https") && Loopback.IsLoopbackHost(uri.Host);
        return uri.Scheme == Uri.UriSchemeHttps
            && (MicrosoftHosts.Concat(options.Value.AllowedHosts).Any(pattern => Matches(uri.Host, pattern)) || _trusted.ContainsKey(serviceUrl.TrimEnd('/')));
    }

    private static bool Matches(string host, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
