namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How replies are shown while they are written. Section <c>Streaming</c>.</summary>
public sealed class TurnStreamOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Streaming";

    /// <summary>Shortest time between two chunks in Teams, which takes one a second. Text that comes meanwhile goes with the next.</summary>
    public TimeSpan TeamsInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two chunks on our own web channel.</summary>
    public TimeSpan WebInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>No chunk is sent after this time: Teams ends a stream after two minutes.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(110);
}
