namespace AssistantBot.BotFramework.Turns;

/// <summary>What became of something ephemeral.</summary>
public enum EphemeralOutcomeKind
{
    /// <summary>The channel shows it.</summary>
    Shown,

    /// <summary>Lost on the way; the next may get through.</summary>
    Dropped,

    /// <summary>The channel takes no more of this stream.</summary>
    Refused,

    /// <summary>The person has stopped the stream.</summary>
    Stopped,
}
