namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Files that web clients may send, section <c>DirectLine:Files</c>.</summary>
public sealed class DirectLineFileOptions
{
    /// <summary>Largest file, in bytes. Default 10 MB.</summary>
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Files with one message.</summary>
    public int MaxPerMessage { get; set; } = 5;

    /// <summary>Files in one conversation.</summary>
    public int MaxPerConversation { get; set; } = 50;

    /// <summary>How long a link to a file works. Default 24 hours, as the real service.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(24);
}
