using System.Net;
using AssistantBot.BotFramework.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>
/// Keeps local mode local: only callers on this machine, under a name of this machine (a foreign name means DNS rebinding), not through a
/// proxy (which would make strangers look local), and no web page of another site may write.
/// </summary>
internal sealed partial class LocalModeGuard(RequestDelegate next, LocalMode mode, ILogger<LocalModeGuard> logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (!mode.IsLocal || Check(http) is not { } refusal)
            return next(http);
        LogRefused(refusal.Reason, http.Connection.RemoteIpAddress?.ToString() ?? "-");
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync($"Local mode: {refusal.Reason}.", http.RequestAborted);
    }

    private static (int Status, string Reason)? Check(HttpContext http)
    {
        var request = http.Request;
        if (http.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
            return (StatusCodes.Status403Forbidden, "only this machine is served");
        if (!Loopback.IsLoopbackHost(request.Host.Host))
            return (StatusCodes.Status403Forbidden, "the Host header must name this machine");
        foreach (var header in request.Headers)
        {
            if (header.Key.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
                return (StatusCodes.Status403Forbidden, "forwarded requests are not served");
        }

        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var upgrades = request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method);
        if (reads && !upgrades)
            return null;
        if (IsForeign(request.Headers.Origin, request.Headers["Sec-Fetch-Site"]))
            return (StatusCodes.Status403Forbidden, "web pages of other sites cannot write");
        if (reads || HttpMethods.IsOptions(request.Method) || HttpMethods.IsConnect(request.Method))
            return null;
        // Uploads are forms or files; they are taken with a token only, which no page of another site has.
        if (request.Path.StartsWithSegments("/v3/directline/conversations", StringComparison.OrdinalIgnoreCase) && request.Path.Value!.EndsWith("/upload", StringComparison.OrdinalIgnoreCase))
            return null;
        return RequestBody.CheckHeaders(request, int.MaxValue, bodyRequired: false) == 0 ? null : (StatusCodes.Status415UnsupportedMediaType, "bodies must be application/json");
    }

    private static bool IsForeign(StringValues origin, StringValues fetchSite) =>
        origin.Count > 0 ? origin.Count > 1 || !Loopback.IsLoopbackOrigin(origin[0]!) : fetchSite == "cross-site";

    [LoggerMessage(EventName = "LocalModeRefused", Level = LogLevel.Warning, Message = "Refused in local mode: {Reason}, from {Address}.")]
    private partial void LogRefused(string reason, string address);
}
