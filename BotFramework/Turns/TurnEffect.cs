namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Something a turn wants to happen. Effects are collected and committed together in one transaction, or not at all.
/// Features derive their own; the storage project knows how to write each.
/// </summary>
public abstract record TurnEffect
{
    /// <summary>The things whose version this effect raises by one.</summary>
    public virtual IEnumerable<VersionKey> Raises => [];
}
