namespace AssistantBot.BotFramework.Schema;

/// <summary>A file to upload.</summary>
public sealed class AttachmentData : ProtocolObject
{
    /// <summary>MIME type.</summary>
    public string? Type { get; set; }

    /// <summary>File name.</summary>
    public string? Name { get; set; }

    /// <summary>The bytes.</summary>
    public byte[]? OriginalBase64 { get; set; }

    /// <summary>A preview.</summary>
    public byte[]? ThumbnailBase64 { get; set; }
}
