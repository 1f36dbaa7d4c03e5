namespace AssistantBot.BotFramework.Schema;

/// <summary>Teams channel.</summary>
public sealed class ChannelInfo : ProtocolObject
{
    /// <summary>Channel id.</summary>
    public string? Id { get; set; }

    /// <summary>Channel name.</summary>
    public string? Name { get; set; }

    /// <summary><c>standard</c>, <c>shared</c> or <c>private</c>.</summary>
    public string? Type { get; set; }
}
