using System.Net;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>What counts as this machine.</summary>
internal static class Loopback
{
    /// <summary>True for <c>localhost</c>, names below it, 127.0.0.0/8 and ::1; a port is not part of <paramref name="host"/>.</summary>
    public static bool IsLoopbackHost(string host)
    {
        var name = host.TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        // Only the canonical spelling: 0x7f.1 and 2130706433 are loopback for some parsers and something else for others.
        var bare = name is ['[', .., ']'] ? name[1..^1] : name;
        return IPAddress.TryParse(bare, out var address)
            && IPAddress.IsLoopback(address)
            && (address.ToString() == bare || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6);
    }

    public static bool IsLoopbackOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && IsLoopbackHost(uri.Host);

    /// <summary>True for https, or http to this machine.</summary>
    public static bool IsHttpsOrLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && string.IsNullOrEmpty(uri.UserInfo)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopbackHost(uri.Host)));
}
