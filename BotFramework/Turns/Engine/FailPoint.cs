namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>The moments between which a message can be torn when the process dies.</summary>
public enum FailPoint
{
    /// <summary>An activity was accepted by the endpoint; nothing is written.</summary>
    BeforeInsert,

    /// <summary>Its row is written in a transaction that is not committed.</summary>
    AfterInsert,

    /// <summary>Its row is committed; the channel has no answer yet.</summary>
    AfterCommit,

    /// <summary>A turn is claimed and about to run.</summary>
    Claimed,

    /// <summary>The bot is running: it waits for its state, or for the model.</summary>
    Running,

    /// <summary>The bot has ended; its effects are not written.</summary>
    BeforeTurnCommit,

    /// <summary>The effects are committed; nothing is sent.</summary>
    AfterTurnCommit,

    /// <summary>The channel has taken an activity; that is not written down.</summary>
    AfterSend,
}
