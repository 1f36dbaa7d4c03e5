namespace AssistantBot.BotFramework.Schema;

/// <summary>Teams tenant.</summary>
public sealed class TenantInfo : ProtocolObject
{
    /// <summary>Tenant id.</summary>
    public string? Id { get; set; }
}
