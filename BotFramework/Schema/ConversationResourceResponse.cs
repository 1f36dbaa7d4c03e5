namespace AssistantBot.BotFramework.Schema;

/// <summary>Answer to creating a conversation.</summary>
public sealed class ConversationResourceResponse : ProtocolObject
{
    /// <summary>Conversation id.</summary>
    public string? Id { get; set; }

    /// <summary>Id of the first activity, when one was sent.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Where to send from now on, when it differs.</summary>
    public string? ServiceUrl { get; set; }
}
