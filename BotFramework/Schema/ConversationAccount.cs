namespace AssistantBot.BotFramework.Schema;

/// <summary>A conversation on a channel.</summary>
public sealed class ConversationAccount : ProtocolObject
{
    /// <summary>The channel's id of the conversation. A Teams channel thread is <c>19:…@thread.tacv2;messageid=ROOT</c>.</summary>
    public string? Id { get; set; }

    /// <summary>Display name.</summary>
    public string? Name { get; set; }

    /// <summary>True when more than two may take part.</summary>
    public bool? IsGroup { get; set; }

    /// <summary>Teams: <c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; set; }

    /// <summary>Entra tenant of the conversation.</summary>
    public string? TenantId { get; set; }

    /// <summary>Entra object id of the other party, when known.</summary>
    public string? AadObjectId { get; set; }

    /// <summary>Role of the account.</summary>
    public string? Role { get; set; }
}
