namespace AssistantBot.BotFramework.Schema;

/// <summary>The id the channel gave.</summary>
public sealed class ResourceResponse : ProtocolObject
{
    /// <summary>Activity id; may be absent.</summary>
    public string? Id { get; set; }
}
