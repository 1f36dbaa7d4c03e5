namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>No fail points.</summary>
public sealed class NoFailPoints : IFailPoints
{
    /// <summary>The one there is.</summary>
    public static NoFailPoints Instance { get; } = new();

    private NoFailPoints()
    {
    }

    /// <inheritdoc/>
    public void Reach(FailPoint point)
    {
        // On purpose.
    }
}
