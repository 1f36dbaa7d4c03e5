using AssistantBot.BotFramework.DirectLine;
using Microsoft.AspNetCore.Http;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>The server's address as the browser that asks reaches it.</summary>
internal static class DirectLineAddress
{
    public static string Of(HttpRequest request, DirectLineOptions options)
    {
        if (options.PublicUrl is { Length: > 0 } configured)
            return configured.TrimEnd('/');
        // Behind a proxy that ends TLS: a page served over https cannot open ws or http.
        var secure = request.IsHttps || request.Headers.Origin.ToString() == $"https://{request.Host}";
        return $"{(secure ? "https" : "http")}://{request.Host}{request.PathBase}";
    }
}
