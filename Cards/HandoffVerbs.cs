namespace AssistantBot.Cards;

/// <summary>Verbs of the handoff card's buttons.</summary>
public static class HandoffVerbs
{
    /// <summary>Take the handoff.</summary>
    public const string Accept = "handoff/accept";

    /// <summary>Write to the person; the input <see cref="ReplyInput"/> holds the text.</summary>
    public const string Reply = "handoff/reply";

    /// <summary>Give the handoff back to the queue.</summary>
    public const string Release = "handoff/release";

    /// <summary>End the handoff.</summary>
    public const string Close = "handoff/close";

    /// <summary>Show the card as it stands now.</summary>
    public const string Refresh = "handoff/refresh";

    /// <summary>Id of the reply box.</summary>
    public const string ReplyInput = "reply";

    /// <summary>Name of the data's property with the handoff's id.</summary>
    public const string HandoffIdProperty = "handoffId";
}
