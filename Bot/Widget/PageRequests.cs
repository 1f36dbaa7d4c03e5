using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AssistantBot.Bot.Widget;

/// <summary>Guards the endpoints that only our own pages call.</summary>
internal static class PageRequests
{
    /// <summary>Most bytes of a page's request.</summary>
    private const int MaxBody = 64 * 1024;

    /// <summary>
    /// True when our own page calls: JSON, with the header that a form or a foreign page cannot set without a preflight, and
    /// not from another site as far as the browser says.
    /// </summary>
    public static bool IsFromOwnPage(HttpRequest request) =>
        request.Headers["X-Requested-With"] == "assistantbot"
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (HttpMethods.IsGet(request.Method) || request.HasJsonContentType());

    /// <summary>Reads a JSON body; null when it is too large or not what is expected.</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type) where T : class
    {
        if (request.ContentLength is > MaxBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize(body.ToArray(), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
