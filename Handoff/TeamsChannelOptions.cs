namespace AssistantBot.Handoff;

/// <summary>A Teams channel, as configured in <c>Handoff:TeamsChannel</c>.</summary>
public sealed class TeamsChannelOptions
{
    /// <summary>The Connector's address for the team, https.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>The channel, <c>19:…@thread.tacv2</c>.</summary>
    public string ChannelId { get; set; } = "";

    /// <summary>Entra tenant of the team.</summary>
    public string? TenantId { get; set; }
}
