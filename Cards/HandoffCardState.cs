namespace AssistantBot.Cards;

/// <summary>Where the handoff on a card stands.</summary>
public enum HandoffCardState
{
    /// <summary>It can be accepted.</summary>
    Waiting,

    /// <summary>Somebody has it.</summary>
    Accepted,

    /// <summary>It is over.</summary>
    Closed,

    /// <summary>The person withdrew it.</summary>
    Withdrawn,
}
