namespace AssistantBot.Handoff.OnCall;

/// <summary>Somebody on call.</summary>
public sealed class OnCallAssistant
{
    /// <summary>Entra object id, as the assistant signs in to Teams and the desk.</summary>
    public string Id { get; set; } = "";

    /// <summary>Display name, for the history.</summary>
    public string Name { get; set; } = "";
}
