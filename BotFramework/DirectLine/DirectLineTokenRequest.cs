namespace AssistantBot.BotFramework.DirectLine;

/// <summary>What a new token is to say.</summary>
public sealed record DirectLineTokenRequest
{
    /// <summary>Account id of the person, starting with <c>dl_</c>; null for a random one.</summary>
    public string? UserId { get; init; }

    /// <summary>Display name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>True for a member of the organisation. Only a caller who knows may say so.</summary>
    public bool IsMember { get; init; }

    /// <summary>Web origins the token may be used from; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>An existing conversation, proven by the caller; null for a new one.</summary>
    public string? ConversationId { get; init; }
}
