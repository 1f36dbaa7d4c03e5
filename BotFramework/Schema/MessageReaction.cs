namespace AssistantBot.BotFramework.Schema;

/// <summary>A reaction to a message.</summary>
public sealed class MessageReaction : ProtocolObject
{
    /// <summary><c>like</c>, <c>heart</c>, … any emoji name in Teams.</summary>
    public string? Type { get; set; }
}
