namespace AssistantBot.BotFramework.Turns;

/// <summary>What became of one attempt to send.</summary>
public enum SendOutcomeKind
{
    /// <summary>The channel has it.</summary>
    Delivered,

    /// <summary>The channel provably did not take it (429, refused connection, failed token); try again later.</summary>
    Retry,

    /// <summary>Nobody knows (time-out, 412, 5xx, broken connection after the request was sent); tried again, recorded as ambiguous.</summary>
    Ambiguous,

    /// <summary>This row can never be sent (400, 413): park it, go on with the next.</summary>
    ParkRow,

    /// <summary>The conversation is closed to us (403, 404): park it until the person writes again.</summary>
    ParkConversation,
}
