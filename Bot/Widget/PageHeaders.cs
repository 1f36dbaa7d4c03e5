using System.Text;

namespace AssistantBot.Bot.Widget;

/// <summary>What a page may do in the browser: its own scripts and styles, our own server, and nothing else in the world.</summary>
internal static class PageHeaders
{
    // Web Chat fills its style elements through the object model; the elements themselves are empty, and the hash allows
    // just that: an inline style with nothing in it.
    private const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    /// <summary>Sets the headers of a page.</summary>
    /// <param name="http">The request of the page.</param>
    /// <param name="frameAncestors">Who may show the page in a frame, as in the policy.</param>
    public static void Apply(HttpContext http, string frameAncestors)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(http.Request.Host.Value, frameAncestors);
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        ApplyToAnything(http);
    }

    /// <summary>Sets what every answer carries, files and JSON included.</summary>
    public static void ApplyToAnything(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static string Policy(string? host, string frameAncestors)
    {
        // blob: is how Web Chat reads the files it sends, and makes small pictures of them.
        var policy = new StringBuilder("default-src 'none'; script-src 'self'; style-src 'self' ")
            .Append(EmptyStyle)
            .Append("; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; frame-src 'self'; worker-src blob:; connect-src 'self' blob:");
        // Not every browser counts a web socket to the page's own host as 'self'.
        if (!string.IsNullOrEmpty(host))
            policy.Append(" ws://").Append(host).Append(" wss://").Append(host);
        return policy.Append("; base-uri 'none'; form-action 'self'; frame-ancestors ").Append(frameAncestors).ToString();
    }
}
