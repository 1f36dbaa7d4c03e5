namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Whether activities are accepted: after recovery, until the stop.</summary>
public sealed class EngineReadiness
{
    private volatile bool _isOpen;
    private volatile string? _refusal;

    /// <summary>True while activities are accepted.</summary>
    public bool IsOpen
    {
        get => _isOpen;
        internal set => _isOpen = value;
    }

    /// <summary>
    /// Why nothing new from outside is accepted for the moment; null when it is. What is begun goes on, and so do the desk and everything
    /// within the bot.
    /// </summary>
    public string? Refusal
    {
        get => _refusal;
        set => _refusal = value;
    }
}
