using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>A file or card.</summary>
public sealed class Attachment : ProtocolObject
{
    /// <summary>MIME type or one of <see cref="AttachmentContentTypes"/>.</summary>
    public string? ContentType { get; set; }

    /// <summary>Where the content can be had.</summary>
    public string? ContentUrl { get; set; }

    /// <summary>The card or other inline content.</summary>
    public JsonElement? Content { get; set; }

    /// <summary>File name.</summary>
    public string? Name { get; set; }

    /// <summary>Preview.</summary>
    public string? ThumbnailUrl { get; set; }
}
