namespace AssistantBot.BotFramework.Turns;

/// <summary>Where an inbox activity comes from. Decided by the endpoint that accepted it, never by its content.</summary>
public enum TurnOrigin
{
    /// <summary>The Bot Connector service, authenticated.</summary>
    Channel,

    /// <summary>Our Direct Line server.</summary>
    DirectLine,

    /// <summary>A command from the assistants' desk.</summary>
    Desk,

    /// <summary>Another conversation's turn.</summary>
    Internal,

    /// <summary>A timer that came due.</summary>
    Timer,
}
