namespace AssistantBot.BotFramework.Schema;

/// <summary>Body of a failed call.</summary>
public sealed class ErrorResponse : ProtocolObject
{
    /// <summary>The failure.</summary>
    public Error? Error { get; set; }
}
