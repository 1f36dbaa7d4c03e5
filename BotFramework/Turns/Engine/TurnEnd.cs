namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How an inbox row ends.</summary>
public enum TurnEnd
{
    /// <summary>Handled.</summary>
    Done,

    /// <summary>Given up after too many attempts; shown at the desk.</summary>
    Parked,
}
