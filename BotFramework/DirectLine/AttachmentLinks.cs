using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Signs links to kept files: whoever has one opens one file until it expires, and nothing else.</summary>
public sealed class AttachmentLinks(IInstallationSecrets secrets, IOptions<DirectLineOptions> options, TimeProvider time)
{
    /// <summary>Path below which files are served.</summary>
    internal const string Path = "/v3/directline/attachments/";

    private const string KeyName = "attachment-links";

    private byte[]? _key;

    /// <summary>The server's address as people outside reach it; null when none is configured.</summary>
    public string? PublicUrl => options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <summary>A link below this server's address.</summary>
    /// <param name="id">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<string> CreateAsync(string id, CancellationToken cancellationToken)
    {
        // To the hour, so that the same file has the same address for a while and browsers need not load it again.
        var expires = (time.GetUtcNow() + options.Value.Files.LinkLifetime).ToUnixTimeSeconds() / 3600 * 3600 + 3600;
        var until = expires.ToString(CultureInfo.InvariantCulture);
        return $"{Path}{Uri.EscapeDataString(id)}?e={until}&s={Sign(await KeyAsync(cancellationToken).ConfigureAwait(false), id, until)}";
    }

    /// <summary>True when a link was signed here for this file and has not expired.</summary>
    public async ValueTask<bool> IsValidAsync(string id, string? expires, string? signature, CancellationToken cancellationToken)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until) || signature is null)
            return false;
        var expected = Sign(await KeyAsync(cancellationToken).ConfigureAwait(false), id, expires);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature))
            && until > time.GetUtcNow().ToUnixTimeSeconds();
    }

    /// <summary>Attachments as a reader gets them: references to kept files become links.</summary>
    internal async ValueTask<IList<Attachment>?> ResolveAsync(IList<Attachment>? attachments, string address, CancellationToken cancellationToken)
    {
        if (attachments is null || !attachments.Any(attachment => StoredAttachment.IdIn(attachment.ContentUrl) is not null))
            return attachments;
        var resolved = new List<Attachment>(attachments.Count);
        foreach (var attachment in attachments)
        {
            if (StoredAttachment.IdIn(attachment.ContentUrl) is not { } id)
            {
                resolved.Add(attachment);
                continue;
            }

            var link = address + await CreateAsync(id, cancellationToken).ConfigureAwait(false);
            resolved.Add(new Attachment
            {
                ContentType = attachment.ContentType,
                Name = attachment.Name,
                ContentUrl = link,
                // Web Chat shows the reader's own picture only when it has one of these.
                ThumbnailUrl = attachment.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true ? link : null,
            });
        }

        return resolved;
    }

    private static string Sign(byte[] key, string id, string expires) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{expires}")));

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= await secrets.GetOrCreateAsync(KeyName, cancellationToken).ConfigureAwait(false);
}
