namespace AssistantBot.Bot.Widget;

/// <summary>What the client page asks for.</summary>
internal sealed record ChatTokenRequest
{
    /// <summary><c>employee</c> to speak as a member of the organisation; local mode only.</summary>
    public string? As { get; init; }

    /// <summary>The conversation to resume; it must be the one this browser's cookie proves. Null for a new one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>True from the demonstration page; local mode only.</summary>
    public bool Demo { get; init; }
}
