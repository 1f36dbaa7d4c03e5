using System.Net.Mime;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace AssistantBot.Bot.Widget;

/// <summary>Serves the built pages and their files.</summary>
internal static class PageEndpoints
{
    private const string MissingPages = "The pages were not built. Install Node.js 20 or later and build again.";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>Serves <c>/app/**</c>: scripts, styles and icons, compressed ones where the browser takes them.</summary>
    public static void MapPageFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/app/{**path}", [HttpMethods.Get, HttpMethods.Head], ServeFileAsync).AllowAnonymous();

    /// <summary>Sends a page with the policy that confines it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="page">Name of the page without extension, for example <c>chat</c>.</param>
    /// <param name="frameAncestors">Who may show it in a frame.</param>
    /// <param name="status">HTTP status.</param>
    public static async Task SendPageAsync(HttpContext http, string page, string frameAncestors, int status = StatusCodes.Status200OK)
    {
        PageHeaders.Apply(http, frameAncestors);
        var file = http.RequestServices.GetRequiredService<PageFiles>().Find(page + ".html");
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = MediaTypeNames.Text.Plain;
            await http.Response.WriteAsync(MissingPages, http.RequestAborted);
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.SendFileAsync(file, http.RequestAborted);
    }

    private static async Task ServeFileAsync(HttpContext http, string path, PageFiles files)
    {
        PageHeaders.ApplyToAnything(http);
        if (path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || files.Find(path) is not { } file
            || !ContentTypes.TryGetContentType(path, out var contentType))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var compressed = files.Find(path + ".gz");
        var response = http.Response;
        if (compressed is not null)
            response.Headers.Vary = "Accept-Encoding";
        if (compressed is not null && TakesGzip(http.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            file = compressed;
        }

        await SendAsync(http, file, contentType, path.StartsWith("assets/", StringComparison.Ordinal));
    }

    private static async Task SendAsync(HttpContext http, IFileInfo file, string contentType, bool hashedName)
    {
        var response = http.Response;
        var tag = $"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"";
        response.Headers.ETag = tag;
        // Names under assets/ contain a hash of the content; the others are asked for again and mostly answered 304.
        response.Headers.CacheControl = hashedName ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.SendFileAsync(file, http.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "gzip" && encoding.Quality is not 0);
}
