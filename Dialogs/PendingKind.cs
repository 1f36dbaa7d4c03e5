namespace AssistantBot.Dialogs;

/// <summary>What the bot asked.</summary>
public enum PendingKind
{
    /// <summary>Whether to bring in a person.</summary>
    Offer,

    /// <summary>Which of several entries is meant.</summary>
    Clarify,

    /// <summary>Whether a person's help was useful.</summary>
    Satisfaction,
}
