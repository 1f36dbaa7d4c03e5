namespace AssistantBot.BotFramework.DirectLine;

/// <summary>
/// Limits against anonymous abuse, section <c>DirectLine:Limits</c>. Addresses are those of the connection (IPv6 by /64);
/// behind a proxy, configure forwarded headers in the host, never here.
/// </summary>
public sealed class DirectLineLimitOptions
{
    /// <summary>Anonymous tokens per address and minute.</summary>
    public int TokensPerMinute { get; set; } = 300;

    /// <summary>Wrong secrets per address and minute.</summary>
    public int WrongSecretsPerMinute { get; set; } = 30;

    /// <summary>Conversations started per address and minute.</summary>
    public int StartsPerMinute { get; set; } = 3000;

    /// <summary>Activities per conversation and second, sustained; ten times as many at once.</summary>
    public int PostsPerSecond { get; set; } = 20;

    /// <summary>Activities per address and minute.</summary>
    public int PostsPerAddressPerMinute { get; set; } = 60_000;

    /// <summary>Open sockets per conversation.</summary>
    public int SocketsPerConversation { get; set; } = 8;

    /// <summary>Open sockets per address.</summary>
    public int SocketsPerAddress { get; set; } = 2000;

    /// <summary>
    /// Uploads read at the same time, over all conversations; further ones wait, unread. An upload stays in memory until its files are stored, so
    /// that this times <see cref="DirectLineFileOptions.MaxBytes"/> times <see cref="DirectLineFileOptions.MaxPerMessage"/> is the most they take.
    /// </summary>
    public int UploadsAtOnce { get; set; } = 8;

    /// <summary>Uploads that may wait for their turn; one more is refused.</summary>
    public int UploadsWaiting { get; set; } = 64;

    /// <summary>How long one upload may take to arrive, so that slow ones do not keep the others out.</summary>
    public TimeSpan UploadTime { get; set; } = TimeSpan.FromMinutes(2);
}
