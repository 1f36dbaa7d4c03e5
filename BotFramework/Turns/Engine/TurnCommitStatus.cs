namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Whether a turn's transaction was written.</summary>
public enum TurnCommitStatus
{
    /// <summary>Everything is on disk.</summary>
    Committed,

    /// <summary>A version that was read has moved; nothing was written and the turn must run again on fresh data.</summary>
    Conflict,

    /// <summary>The row is no longer claimed by this attempt; nothing was written and the turn is someone else's.</summary>
    ClaimLost,
}
