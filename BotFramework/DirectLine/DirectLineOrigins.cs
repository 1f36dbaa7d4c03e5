using AssistantBot.BotFramework.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Decides which web pages may talk to the server.</summary>
internal sealed class DirectLineOrigins(IOptions<DirectLineOptions> options, LocalMode mode)
{
    /// <summary>
    /// True when the page may call. Without an <c>Origin</c> the caller is no foreign page: browsers always send one across origins
    /// and on sockets. A token bound to origins, and a server with trusted origins, still want it on sockets.
    /// </summary>
    public bool MayOpenSocket(HttpRequest request, DirectLineTokenClaims claims)
    {
        var origin = request.Headers.Origin;
        if (origin.Count == 0)
            return claims.Origins.Count == 0 && (mode.IsLocal || options.Value.TrustedOrigins.Count == 0);
        return origin.Count == 1 && MayCall(request, origin[0]!, claims);
    }

    /// <summary>True when a page of this origin may use this token.</summary>
    public bool MayUse(HttpRequest request, DirectLineTokenClaims claims)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && MayCall(request, origin[0]!, claims));
    }

    /// <summary>True when a page of this origin may call at all; the answer to a preflight, which carries no token.</summary>
    public bool MayCall(HttpRequest request, string origin) =>
        IsOwn(request, origin) || options.Value.TrustedOrigins.Contains(origin, StringComparer.Ordinal) || (mode.IsLocal && Loopback.IsLoopbackOrigin(origin));

    private bool MayCall(HttpRequest request, string origin, DirectLineTokenClaims claims) =>
        MayCall(request, origin) && (claims.Origins.Count == 0 || claims.Origins.Contains(origin, StringComparer.Ordinal));

    // Behind a proxy that ends TLS the request looks like http while the page is https; the other way round would be a downgrade.
    private bool IsOwn(HttpRequest request, string origin) =>
        origin == $"{request.Scheme}://{request.Host}" || origin == $"https://{request.Host}"
        || (options.Value.PublicUrl is { Length: > 0 } own && origin == own.TrimEnd('/'));
}
