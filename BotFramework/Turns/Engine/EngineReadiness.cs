namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Whether activities are accepted: after recovery, until the stop.</summary>
public sealed class EngineReadiness
{
    private volatile bool _isOpen;

    /// <summary>True while activities are accepted.</summary>
    public bool IsOpen
    {
        get => _isOpen;
        internal set => _isOpen = value;
    }
}
