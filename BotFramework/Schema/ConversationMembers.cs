namespace AssistantBot.BotFramework.Schema;

/// <summary>A conversation's members.</summary>
public sealed class ConversationMembers : ProtocolObject
{
    /// <summary>Conversation id.</summary>
    public string? Id { get; set; }

    /// <summary>Its members.</summary>
    public IList<ChannelAccount>? Members { get; set; }
}
