namespace AssistantBot.BotFramework.Schema;

/// <summary>Thumbs under a Teams message.</summary>
public sealed class FeedbackLoop : ProtocolObject
{
    /// <summary><c>default</c> or <c>custom</c>.</summary>
    public string? Type { get; set; }
}
