namespace AssistantBot.BotFramework.Schema;

/// <summary>Teams team.</summary>
public sealed class TeamInfo : ProtocolObject
{
    /// <summary>Team id.</summary>
    public string? Id { get; set; }

    /// <summary>Team name.</summary>
    public string? Name { get; set; }

    /// <summary>Entra group id.</summary>
    public string? AadGroupId { get; set; }
}
