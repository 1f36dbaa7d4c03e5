using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Serves kept files to whoever has a signed link. A browser shows images and saves everything else.</summary>
internal sealed class AttachmentEndpoint(IAttachmentStore store, AttachmentLinks links)
{
    public async Task HandleAsync(HttpContext http)
    {
        var id = http.GetRouteValue("attachment") as string ?? "";
        var query = http.Request.Query;
        // A dead link and a file that is gone look the same from outside.
        if (!await links.IsValidAsync(id, query["e"], query["s"], http.RequestAborted).ConfigureAwait(false)
            || await store.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is not { } file)
        {
            await new DirectLineError(StatusCodes.Status404NotFound, "NotFound", "There is no such file, or the link has expired.").WriteAsync(http).ConfigureAwait(false);
            return;
        }

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=3600";
        headers["Referrer-Policy"] = "no-referrer";
        var disposition = new ContentDispositionHeaderValue(UploadedFile.IsImage(file.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = file.ContentType.StartsWith("text/", StringComparison.Ordinal) ? file.ContentType + "; charset=utf-8" : file.ContentType;
        http.Response.ContentLength = file.Content.Length;
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted).ConfigureAwait(false);
    }
}
