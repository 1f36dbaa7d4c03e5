namespace AssistantBot.BotFramework.Schema;

/// <summary>A list of activities.</summary>
public sealed class Transcript : ProtocolObject
{
    /// <summary>In order.</summary>
    public IList<Activity> Activities { get; set; } = [];
}
