using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>
/// Reads an upload (protocol 6.1): one file as the body, or a form with an optional <c>activity</c> part and <c>file</c> parts in the order of
/// the activity's attachments.
/// </summary>
internal static class UploadBody
{
    private const int MaxBoundary = 200;
    private const int MaxOverhead = 1024 * 1024;

    /// <summary>What was uploaded, or the error to answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="limits">What is taken.</param>
    /// <param name="patience">How long it may take to arrive.</param>
    public static async Task<(Activity? Activity, IReadOnlyList<(string? Name, byte[] Content)> Files, DirectLineError? Error)> ReadAsync(
        HttpContext http, DirectLineFileOptions limits, TimeSpan patience)
    {
        var request = http.Request;
        var most = ((long)limits.MaxBytes * limits.MaxPerMessage) + MaxOverhead;
        if (request.ContentLength > most)
            return Fail(TooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(patience);
        try
        {
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
                return Fail(DirectLineError.BadArgument("An upload says its Content-Type."));
            if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
                return await ReadFormAsync(request.Body, HeaderUtilities.RemoveQuotes(type.Boundary).Value, limits, late.Token).ConfigureAwait(false);
            var name = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition) ? NameOf(disposition) : null;
            return await ReadAsync(request.Body, limits.MaxBytes, late.Token).ConfigureAwait(false) is { } content ? (null, [(name, content)], null) : Fail(TooLarge);
        }
        catch (BadHttpRequestException broken)
        {
            return Fail(broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : DirectLineError.BadArgument("The body could not be read."));
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Fail(new(StatusCodes.Status408RequestTimeout, "Timeout", "The upload took too long."));
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return Fail(DirectLineError.BadArgument("The body could not be read."));
        }
    }

    private static DirectLineError TooLarge => new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "The file is too large.");

    private static async Task<(Activity?, IReadOnlyList<(string?, byte[])>, DirectLineError?)> ReadFormAsync(
        Stream body, string? boundary, DirectLineFileOptions limits, CancellationToken cancellationToken)
    {
        if (boundary is not { Length: > 0 and <= MaxBoundary })
            return Fail(DirectLineError.BadArgument("The form has no boundary."));
        var reader = new MultipartReader(boundary, body);
        var files = new List<(string?, byte[])>();
        var activity = default(Activity);
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                return Fail(DirectLineError.BadArgument("A part of the form has no name."));
            var isActivity = HeaderUtilities.RemoveQuotes(disposition.Name).Equals("activity", StringComparison.OrdinalIgnoreCase);
            if (await ReadAsync(section.Body, isActivity ? RequestBody.MaxActivityBytes : limits.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } content)
                return Fail(TooLarge);
            if (!isActivity)
                files.Add((NameOf(disposition), content));
            else if (activity is not null || !ActivityReader.TryRead(content, out activity))
                return Fail(DirectLineError.BadArgument("The part named activity is not one activity."));
            if (files.Count > limits.MaxPerMessage)
                return Fail(new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"A message takes {limits.MaxPerMessage} files at most."));
        }

        return (activity, files, null);
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    private static async Task<byte[]?> ReadAsync(Stream body, int maxBytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (content.Length + read > maxBytes)
                return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private static (Activity?, IReadOnlyList<(string?, byte[])>, DirectLineError?) Fail(DirectLineError error) => (null, [], error);
}
