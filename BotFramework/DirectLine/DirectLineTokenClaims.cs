namespace AssistantBot.BotFramework.DirectLine;

/// <summary>What a valid token says.</summary>
/// <param name="ConversationId">The one conversation it opens.</param>
/// <param name="UserId">The person; whoever holds the token speaks as this account and no other.</param>
public sealed record DirectLineTokenClaims(string ConversationId, string UserId)
{
    /// <summary>Display name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>True for a member of the organisation.</summary>
    public bool IsMember { get; init; }

    /// <summary>Web origins the token may be used from; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}
