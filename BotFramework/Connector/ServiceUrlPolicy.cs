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
    private const int MaxRemembered = 1000;

    private static readonly string[] MicrosoftHosts =
    [
        "smba.trafficmanager.net", "*.botframework.com", "*.botframework.azure.us", "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us",
    ];

    private readonly ConcurrentDictionary<string, byte> _trusted = new(StringComparer.OrdinalIgnoreCase);

    // Every message asks twice, and nearly all of them about the same few.
    private readonly ConcurrentDictionary<string, byte> _acceptable = new(StringComparer.Ordinal);

    /// <summary>Remembers the service URL of a validated inbound token.</summary>
    public void Trust(string serviceUrl)
    {
        if (_trusted.Count >= MaxRemembered)
            _trusted.Clear();
        _trusted.TryAdd(serviceUrl.TrimEnd('/'), 0);
    }

    /// <summary>True when the bot may send to this URL.</summary>
    public bool IsAcceptable(string? serviceUrl)
    {
        if (serviceUrl is not null && _acceptable.ContainsKey(serviceUrl))
            return true;
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return false;
        if (!IsAcceptable(uri))
            return !mode.IsLocal && uri.Scheme == Uri.UriSchemeHttps && _trusted.ContainsKey(serviceUrl.TrimEnd('/'));
        if (_acceptable.Count >= MaxRemembered)
            _acceptable.Clear();
        _acceptable.TryAdd(serviceUrl, 0);
        return true;
    }

    private bool IsAcceptable(Uri uri) => mode.IsLocal
        ? uri.Scheme is ("http" or "https") && Loopback.IsLoopbackHost(uri.Host)
        : uri.Scheme == Uri.UriSchemeHttps && MicrosoftHosts.Concat(options.Value.AllowedHosts).Any(pattern => Matches(uri.Host, pattern));

    private static bool Matches(string host, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
