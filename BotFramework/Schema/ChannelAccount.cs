namespace AssistantBot.BotFramework.Schema;

/// <summary>A user or bot on a channel.</summary>
public class ChannelAccount : ProtocolObject
{
    /// <summary>The channel's id of the account. In Teams <c>29:…</c> for people, <c>28:…</c> for bots.</summary>
    public string? Id { get; set; }

    /// <summary>Display name; never proof of identity.</summary>
    public string? Name { get; set; }

    /// <summary>Microsoft Entra object id, when the channel knows it.</summary>
    public string? AadObjectId { get; set; }

    /// <summary><see cref="RoleTypes"/>.</summary>
    public string? Role { get; set; }

    /// <summary>Entra tenant of the account; in Teams' roster entries.</summary>
    public string? TenantId { get; set; }

    /// <summary>Teams roster: <c>user</c>, <c>guest</c> or <c>anonymous</c>.</summary>
    public string? UserRole { get; set; }

    /// <summary>Teams roster: mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Teams roster: user principal name.</summary>
    public string? UserPrincipalName { get; set; }

    /// <summary>Teams roster: given name.</summary>
    public string? GivenName { get; set; }

    /// <summary>Teams roster: family name.</summary>
    public string? Surname { get; set; }
}
