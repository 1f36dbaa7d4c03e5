using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Reads request bodies with a cap that holds before anything is parsed, chunked or not.</summary>
internal static class RequestBody
{
    /// <summary>Largest activity accepted, in bytes.</summary>
    public const int MaxActivityBytes = 256 * 1024;

    /// <summary>What is wrong with the headers, before a byte is read; 0 when nothing is.</summary>
    public static int CheckHeaders(HttpRequest request, int maxBytes, bool bodyRequired)
    {
        var hasBody = request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
        if ((hasBody || bodyRequired) && !IsJson(request.ContentType))
            return StatusCodes.Status415UnsupportedMediaType;
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
            return StatusCodes.Status415UnsupportedMediaType;
        return request.ContentLength > maxBytes ? StatusCodes.Status413PayloadTooLarge : 0;
    }

    /// <summary>Reads the body whole.</summary>
    /// <returns>The bytes, or the status to answer when it is too large, too slow or broken off.</returns>
    public static async ValueTask<(byte[]? Body, int Status)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? 4096, maxBytes) + 1);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length > maxBytes)
                        return (null, StatusCodes.Status413PayloadTooLarge);
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, maxBytes + 1));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return (buffer.AsSpan(0, length).ToArray(), 0);
                length += read;
                if (length > maxBytes)
                    return (null, StatusCodes.Status413PayloadTooLarge);
            }
        }
        catch (BadHttpRequestException broken)
        {
            return (null, broken.StatusCode);
        }
        catch (IOException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
