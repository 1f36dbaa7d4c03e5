namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Whether activities are accepted: after recovery, until the stop.</summary>
internal sealed class EngineReadiness
{
    private volatile bool _isOpen;

    public bool IsOpen
    {
        get => _isOpen;
        set => _isOpen = value;
    }
}
